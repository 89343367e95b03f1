//! Puts events on record. Nothing here changes or takes away what is there, and the same event twice is one event.
//!
//! What happens in a trial is about the trial: `about` is its id and `occasion` the round's (or '' where there is
//! none), so that a funnel finds all of it. What can happen again within a round is told apart after a stroke:
//! `round id/2`. What happens to a person outside any trial is `about` '' on the day as `occasion`.

use chrono::NaiveDate;

use super::{
    event::Event,
    roll_up,
    so_far::Taken,
    store::{self, New},
};
use crate::floor::{
    clock::{Moment, london_date},
    db::Conn,
    error::{Error, Result},
};

/// One event of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub event: Event,
    pub person: String,
    /// Which of several times, such as a week of a run.
    pub occasion: String,
    pub detail: String,
}

/// Records that `event` happened to a person; `false` when that was on record already. `detail` is a word, such as
/// the reason for an ending: no names, no addresses, no lines.
pub fn record(
    conn: &mut Conn,
    at: Moment,
    event: Event,
    person_id: &str,
    about: &str,
    occasion: &str,
    detail: &str,
) -> Result<bool> {
    let new = store::add(conn, &New { event: event.name(), person_id, about, occasion, at, detail })? == 1;
    if new {
        roll_up::append(conn, about, person_id, &Taken { event, at, occasion, detail })?;
    }
    Ok(new)
}

/// Records one event for many people, passing over those for whom it is on record; how many were new.
pub fn record_all(
    conn: &mut Conn,
    at: Moment,
    event: Event,
    people: &[String],
    about: &str,
    occasion: &str,
) -> Result<usize> {
    let mut added = 0;
    for person_id in people {
        added += usize::from(record(conn, at, event, person_id, about, occasion, "")?);
    }
    Ok(added)
}

/// All that is on record about one thing, in the order in which it happened.
pub fn about(conn: &mut Conn, about: &str) -> Result<Vec<Seen>> {
    Ok(timed(conn, about)?.into_iter().map(|(_, seen)| seen).collect())
}

/// All of it, each with its day in London.
pub fn dated(conn: &mut Conn, about: &str) -> Result<Vec<(NaiveDate, Seen)>> {
    Ok(timed(conn, about)?.into_iter().map(|(at, seen)| (london_date(at), seen)).collect())
}

fn timed(conn: &mut Conn, about: &str) -> Result<Vec<(Moment, Seen)>> {
    let mut rows = Vec::new();
    for (name, person, occasion, detail, at) in store::about(conn, about)? {
        let event: Event = name.parse().map_err(Error::broken)?;
        rows.push((at, event, person, occasion, detail));
    }
    rows.sort();
    let seen = |(at, event, person, occasion, detail)| (at, Seen { event, person, occasion, detail });
    Ok(rows.into_iter().map(seen).collect())
}

/// One thing that is on record of somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Happened {
    pub at: Moment,
    pub event: Event,
    /// A trial's id, or '' for what happens outside any.
    pub about: String,
    /// A round's id, with what tells the times apart after a stroke; or a day.
    pub occasion: String,
    pub detail: String,
}

/// All that is on record of one person, in the order in which it happened.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Happened>> {
    let rows = store::of_person(conn, person_id)?.into_iter();
    let happened = rows.map(|(event, about, occasion, detail, at)| {
        let event = event.parse().map_err(Error::broken)?;
        Ok(Happened { at, event, about, occasion, detail })
    });
    let mut happened = happened.collect::<Result<Vec<_>>>()?;
    happened.sort();
    Ok(happened)
}

/// When the first of some events about a trial was put on record; `None` before that.
pub fn first_of(conn: &mut Conn, about: &str, events: &[Event]) -> Result<Option<Moment>> {
    let names: Vec<&str> = events.iter().map(|event| event.name()).collect();
    Ok(store::first_of(conn, about, &names)?)
}
