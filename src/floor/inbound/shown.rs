//! A mail that came, as somebody looks at it: who wrote it and what it says, as words alone.

use mail_parser::MessageParser;
use serde::Serialize;

use super::{
    ingest::seal_context,
    letter::{Letter, Said},
    read::read,
    state::State,
    store::mails::{self, Row},
};
use crate::floor::{
    Floor,
    clock::{Moment, long_moment},
    db::Conn,
    error::Result,
};

/// The longest text that is shown, in characters.
const TEXT: usize = 20_000;

#[derive(Debug, Serialize)]
pub struct Shown {
    pub id: String,
    pub came_at: Moment,
    /// Why it waits, or what became of it.
    pub state: &'static str,
    pub waits: bool,
    pub from: String,
    pub subject: String,
    /// What their diary says, in a sentence; empty where it is no answer.
    pub says: String,
    pub text: String,
    /// The row that its address names, and what is on record of it: an answer, or a status of a mail that came back.
    pub about: Option<String>,
    pub note: Option<String>,
    /// It is older than such mails are kept.
    pub is_erased: bool,
}

/// One mail, opened.
pub fn one(conn: &mut Conn, floor: &Floor, id: &str) -> Result<Shown> {
    let row = mails::one(conn, id)?;
    shown(floor, row)
}

/// What waits for somebody, the newest first.
pub fn waiting(conn: &mut Conn, floor: &Floor) -> Result<Vec<Shown>> {
    mails::waiting(conn)?.into_iter().map(|row| shown(floor, row)).collect()
}

fn shown(floor: &Floor, row: Row) -> Result<Shown> {
    let state: State = row.state.parse()?;
    let raw = row.sealed.map(|sealed| floor.secrets.open(&seal_context(&row.id), &sealed)).transpose()?;
    let is_erased = raw.is_none();
    let raw = raw.unwrap_or_default();
    let read = read(&raw);
    // A mail that fells readers is not opened a second time.
    let message = if read.letter == Letter::Unreadable { None } else { MessageParser::default().parse(&raw) };
    let of = |part: Option<&str>| part.unwrap_or_default().to_owned();
    let text = message.as_ref().and_then(|message| message.body_text(0)).unwrap_or_default();
    Ok(Shown {
        id: row.id,
        came_at: row.came_at,
        state: state.words(),
        waits: state.waits() && row.seen_at.is_none(),
        from: read.from.clone().unwrap_or_default(),
        subject: of(message.as_ref().and_then(|message| message.subject())),
        says: says(&read.letter),
        text: text.trim().chars().take(TEXT).collect(),
        about: row.about,
        note: row.note,
        is_erased,
    })
}

fn says(letter: &Letter) -> String {
    let Letter::Answers(answers) = letter else { return String::new() };
    let Some(answer) = answers.first() else { return String::new() };
    let said = match answer.said {
        Said::Accepted => "Their diary says yes.".to_owned(),
        Said::Declined => "Their diary says no.".to_owned(),
        Said::Tentative => "Their diary says maybe.".to_owned(),
        Said::Proposed { starts, .. } => format!("Their diary asks for another time: {}.", long_moment(starts)),
    };
    if answer.comment.is_empty() { said } else { format!("{said} They add: “{}”", answer.comment) }
}
