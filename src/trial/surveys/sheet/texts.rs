//! What people wrote in words of their own. It is parted from their other answers, lies under a random id, and is read by one person
//! once the survey has closed: let through, let through without what names somebody, or taken away for good.

use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::surveys::{
        sheet::LONGEST,
        store::texts::{self, Row},
        wave::Wave,
    },
};

/// A text that can be read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Text {
    pub id: String,
    /// The name of the question.
    pub item: String,
    pub words: String,
}

/// What is done with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screened {
    /// Let through in these words.
    Kept(String),
    Removed,
}

/// Keeps texts, each with its question.
pub(super) fn add(conn: &mut Conn, floor: &Floor, wave: &Wave, written: Vec<(String, String)>) -> Result<()> {
    let row = |(item, words): (String, String)| {
        let id = floor.ids.random();
        let sealed = floor.secrets.seal(&floor.ids, &context(&id), words.as_bytes())?;
        Ok(Row { id, wave_id: wave.id.clone(), item, state: "to_screen".into(), sealed })
    };
    texts::add(conn, &wave.id, written.into_iter().map(row).collect::<Result<_>>()?)
}

/// Those that wait to be looked at, in an order that says nothing of when they came.
///
/// # Errors
/// `TooLate`, before the survey has closed.
pub fn to_screen(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<Vec<Text>> {
    closed(floor, wave)?;
    in_state(conn, floor, wave, "to_screen")
}

/// Those that were let through, in an order that says nothing of when they came.
///
/// # Errors
/// `TooLate`, before the survey has closed.
pub fn kept(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<Vec<Text>> {
    closed(floor, wave)?;
    in_state(conn, floor, wave, "kept")
}

/// How many wait to be looked at.
pub fn waiting(conn: &mut Conn, wave_id: &str) -> Result<usize> {
    Ok(texts::of_wave(conn, wave_id)?.iter().filter(|row| row.state == "to_screen").count())
}

/// Lets one through, or takes it away.
///
/// # Errors
/// `Invalid`, for words that are empty or too long; `Missing`, where it is there no longer.
pub fn screen(conn: &mut Conn, floor: &Floor, actor: &str, wave: &Wave, id: &str, what: &Screened) -> Result<()> {
    closed(floor, wave)?;
    let act = match what {
        Screened::Removed => {
            texts::remove(conn, &wave.id, id)?;
            "survey.text_removed"
        }
        Screened::Kept(words) => {
            let words = words.trim();
            if words.is_empty() || words.chars().count() > LONGEST {
                let says = "Leave some words, or take all of it away.";
                return Err(Error::invalid(format!("words.{id}"), says));
            }
            let sealed = floor.secrets.seal(&floor.ids, &context(id), words.as_bytes())?;
            if !texts::keep(conn, &wave.id, id, &sealed)? {
                return Err(Error::Missing("That text"));
            }
            "survey.text_let_through"
        }
    };
    audit::write(conn, floor.clock.now(), &Act::new(actor, act, &wave.id))
}

/// Whoever looks while a survey is open could tell who wrote last.
fn closed(floor: &Floor, wave: &Wave) -> Result<()> {
    if wave.has_closed(floor.clock.now()) {
        return Ok(());
    }
    Err(Error::TooLate(
        "What people wrote is read once the survey has closed, so that nobody can tell when it came.".into(),
    ))
}

fn in_state(conn: &mut Conn, floor: &Floor, wave: &Wave, state: &str) -> Result<Vec<Text>> {
    let rows = texts::of_wave(conn, &wave.id)?.into_iter().filter(|row| row.state == state);
    let open = |row: Row| {
        let words = String::from_utf8(floor.secrets.open(&context(&row.id), &row.sealed)?)?;
        Ok(Text { id: row.id, item: row.item, words })
    };
    rows.map(open).collect()
}

/// What a text is sealed beside.
fn context(id: &str) -> String {
    format!("survey text:{id}")
}
