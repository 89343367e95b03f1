//! What is kept of the mail that came from somebody, or is about them: told to them, and erased when they ask.

use mail_parser::{Message, MessageParser, PartType};
use serde::Serialize;

use super::{
    ingest::seal_context,
    letter::Letter,
    read::read,
    state::State,
    store::mails::{self, Row},
};
use crate::floor::{Floor, clock::Moment, db::Conn, error::Result, whose::Whose};

/// How many are opened at a time.
const SOME: i64 = 100;

/// A mail that came.
#[derive(Debug, Clone, Serialize)]
pub struct Trace {
    pub came_at: Moment,
    /// What became of it.
    pub became: &'static str,
    pub subject: String,
    pub text: String,
}

/// What came that is theirs or about them, the oldest first.
pub fn came(conn: &mut Conn, floor: &Floor, whose: &Whose) -> Result<Vec<Trace>> {
    let mut found = Vec::new();
    each(conn, floor, whose, |row, raw| {
        let state: State = row.state.parse()?;
        let message = parsed(raw);
        let subject = message.as_ref().and_then(|message| message.subject()).unwrap_or_default().to_owned();
        let text = message.as_ref().and_then(|message| message.body_text(0)).unwrap_or_default();
        found.push(Trace { came_at: row.came_at, became: state.words(), subject, text: text.trim().to_owned() });
        Ok(())
    })?;
    found.sort_by(|a, b| (a.came_at, &a.subject).cmp(&(b.came_at, &b.subject)));
    Ok(found)
}

/// The same, by id.
pub fn of(conn: &mut Conn, floor: &Floor, whose: &Whose) -> Result<Vec<String>> {
    let mut found = Vec::new();
    each(conn, floor, whose, |row, _| {
        found.push(row.id.clone());
        Ok(())
    })?;
    Ok(found)
}

/// Erases these mails. That each came, and what became of it, stays.
pub fn erase(conn: &mut Conn, floor: &Floor, ids: &[String]) -> Result<()> {
    ids.iter().try_for_each(|id| mails::erase(conn, id, floor.clock.now()))
}

/// Goes through those that are theirs.
fn each(conn: &mut Conn, floor: &Floor, whose: &Whose, mut act: impl FnMut(&Row, &[u8]) -> Result<()>) -> Result<()> {
    let mut last = String::new();
    loop {
        let some = mails::kept_after(conn, &last, SOME)?;
        let Some(row) = some.last() else { return Ok(()) };
        last.clone_from(&row.id);
        for row in &some {
            let sealed = row.sealed.as_deref().unwrap_or_default();
            let raw = floor.secrets.open(&seal_context(&row.id), sealed)?;
            let about = row.about.as_ref().is_some_and(|about| whose.rows().contains(about));
            if about || says(&raw).iter().any(|text| whose.is_in(text)) {
                act(row, &raw)?;
            }
        }
    }
}

/// A mail that fells readers is not parsed; its bytes are looked through as they are.
fn parsed(raw: &[u8]) -> Option<Message<'_>> {
    if read(raw).letter == Letter::Unreadable { None } else { MessageParser::default().parse(raw) }
}

/// Its bytes as they are, and each part of it decoded.
fn says(raw: &[u8]) -> Vec<String> {
    let mut texts = vec![String::from_utf8_lossy(raw).into_owned()];
    if let Some(message) = parsed(raw) {
        parts(&message, &mut texts);
    }
    texts
}

fn parts(message: &Message, texts: &mut Vec<String>) {
    texts.extend(message.subject().map(str::to_owned));
    let people = [message.from(), message.to(), message.cc(), message.sender()];
    let people = people.into_iter().flatten().flat_map(|people| people.iter());
    texts.extend(people.flat_map(|one| [one.name(), one.address()]).flatten().map(str::to_owned));
    for part in &message.parts {
        match &part.body {
            PartType::Text(text) | PartType::Html(text) => texts.push(text.to_string()),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                texts.push(String::from_utf8_lossy(bytes).into_owned());
            }
            PartType::Message(inner) => parts(inner, texts),
            PartType::Multipart(_) => {}
        }
    }
}
