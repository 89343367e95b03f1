//! Somebody begins a week's part, writes, leaves it, carries on, and comes to its end. What is written is sealed: nobody they
//! work with can read it, and no report does.

use serde::{Deserialize, Serialize};

use super::{
    course::{Course, Length},
    protected::Protected,
    record::{of_week, record},
    run::Run,
    store::{self, parts::Part},
    wording,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::uptake::event::Event,
};

/// The longest answer, in characters.
pub const LONGEST: usize = 4_000;

/// What somebody wrote to each question, in order, with the version of the course that asked.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub version: String,
    pub answers: Vec<String>,
}

/// What somebody wrote stays out of logs.
impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({} answers)", self.answers.len())
    }
}

/// Begins a week at a length, or takes another length for one that was begun; nothing that was written is lost.
pub fn begin(conn: &mut Conn, floor: &Floor, run: &Run, time: &Protected, week: i32, length: Length) -> Result<()> {
    Course::named(&run.course)?.week(week)?;
    let now = floor.clock.now();
    let part = Part {
        time_id: time.id.clone(),
        week,
        minutes: length.minutes(),
        words: None,
        started_at: now,
        finished_at: None,
    };
    if store::parts::add(conn, &part)? {
        let minutes = length.minutes().to_string();
        record(conn, floor, run, Event::PartStarted, &time.person_id, &of_week(&run.id, week), &minutes)?;
    } else if let Some(begun) = store::parts::one(conn, &time.id, week)?.filter(|part| part.minutes != length.minutes())
    {
        store::parts::put(conn, &Part { minutes: length.minutes(), ..begun })?;
    }
    Ok(())
}

/// Keeps what was written; `end` where this is the end of it for this week.
///
/// # Errors
/// `TooLate`, for a week that was not begun; `Invalid`, for an answer that is too long, with nothing lost.
pub fn keep(
    conn: &mut Conn,
    floor: &Floor,
    run: &Run,
    time: &Protected,
    week: i32,
    answers: Vec<String>,
    end: bool,
) -> Result<()> {
    let begun = store::parts::one(conn, &time.id, week)?;
    let mut part = begun.ok_or_else(|| Error::TooLate("Choose first how long you have.".into()))?;
    if let Some(long) = answers.iter().position(|answer| answer.chars().count() > LONGEST) {
        return Err(Error::invalid(format!("answer.{long}"), format!("Keep this to {LONGEST} letters.")));
    }
    let mut answers = answers;
    // A shorter part has fewer questions: what was written to the others stays.
    answers.extend(read(floor, &part)?.answers.into_iter().skip(answers.len()));
    let words = Words { version: wording::version(conn, run)?, answers };
    let sealed = floor.secrets.seal(&floor.ids, &context(&time.id, week), &serde_json::to_vec(&words)?)?;
    part.words = Some(sealed);
    if end && part.finished_at.is_none() {
        part.finished_at = Some(floor.clock.now());
        let minutes = part.minutes.to_string();
        record(conn, floor, run, Event::PartFinished, &time.person_id, &of_week(&run.id, week), &minutes)?;
    }
    store::parts::put(conn, &part)
}

/// What was written in a week, for whoever wrote it.
pub fn read(floor: &Floor, part: &Part) -> Result<Words> {
    let Some(sealed) = &part.words else { return Ok(Words::default()) };
    let opened = floor.secrets.open(&context(&part.time_id, part.week), sealed)?;
    Ok(serde_json::from_slice(&opened)?)
}

/// What was written before, with what is added under it. For whoever may add and not read.
pub fn added(conn: &mut Conn, floor: &Floor, time: &Protected, week: i32, more: &[String]) -> Result<Vec<String>> {
    let before = store::parts::one(conn, &time.id, week)?.map(|part| read(floor, &part)).transpose()?;
    let mut answers = before.unwrap_or_default().answers;
    answers.resize(answers.len().max(more.len()), String::new());
    for (answer, more) in answers.iter_mut().zip(more).filter(|(_, more)| !more.is_empty()) {
        let gap = if answer.is_empty() { "" } else { "\n\n" };
        answer.push_str(&format!("{gap}{more}"));
    }
    Ok(answers)
}

fn context(time_id: &str, week: i32) -> String {
    format!("goal_part:{time_id}:{week}")
}
