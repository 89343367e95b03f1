//! An answer as it is kept: in versions, each with who gave it and when. Before the list is locked an answer is changed at will; from
//! then on a change gives its reason, since whoever reads the analysis asks what was said before anybody knew an arm.

use serde_json::Value;

use super::{
    question::Question,
    store::{self, Row},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::Moment,
        db::Conn,
        error::{Error, Result},
        one_line::one_line,
    },
    trial::allocation::{end::still_on, stored::List},
};

/// The longest reason, in characters.
const LONGEST: usize = 300;

/// One version of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub answer: Value,
    /// From 1.
    pub version: i32,
    /// '' where none was needed.
    pub reason: String,
    /// The account that gave it.
    pub by: String,
    pub at: Moment,
}

/// Every version, the oldest first.
pub fn all(conn: &mut Conn, trial_id: &str, question: Question) -> Result<Vec<Said>> {
    store::of_question(conn, trial_id, question.name())?.into_iter().map(said).collect()
}

/// The version that counts, once there is one.
pub fn newest(conn: &mut Conn, trial_id: &str, question: Question) -> Result<Option<Said>> {
    Ok(all(conn, trial_id, question)?.pop())
}

fn said(row: Row) -> Result<Said> {
    let Row { version, reason, said_by, said_at, .. } = row;
    Ok(Said { answer: serde_json::from_str(&row.answer)?, version, reason, by: said_by, at: said_at })
}

/// Keeps an answer as a new version; the same again is none.
///
/// # Errors
/// `Invalid`, without a reason where the list is locked; `TooLate`, where the trial has ended or somebody else answered at the same time.
pub fn keep(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    trial_id: &str,
    (question, answer, reason): (Question, &Value, &str),
) -> Result<()> {
    still_on(conn, trial_id)?;
    let before = newest(conn, trial_id, question)?;
    if before.as_ref().is_some_and(|before| before.answer == *answer) {
        return Ok(());
    }
    let reason = one_line(reason);
    if reason.chars().count() > LONGEST || (reason.is_empty() && is_locked(conn, trial_id)?) {
        let says = format!("The list is locked, so say why this changes now, in up to {LONGEST} letters.");
        return Err(Error::invalid("reason", says));
    }
    let (now, version) = (floor.clock.now(), before.map_or(0, |before| before.version) + 1);
    let row = Row {
        trial_id: trial_id.to_owned(),
        question: question.name().to_owned(),
        version,
        answer: answer.to_string(),
        reason: reason.clone(),
        said_by: actor.to_owned(),
        said_at: now,
    };
    if !store::add(conn, &row)? {
        return Err(Error::TooLate("Somebody else answered this at the same time. Read theirs first.".into()));
    }
    let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    let detail = format!("{}, version {version}{why}", question.title());
    audit::write(conn, now, &Act::new(actor, "trial.answered", trial_id).because(detail))
}

/// Whether the trial's list is locked: from then on a change gives its reason.
pub fn is_locked(conn: &mut Conn, trial_id: &str) -> Result<bool> {
    Ok(List::live(conn, trial_id)?.is_some_and(|list| list.locked_at.is_some()))
}
