//! Puts events on record. Nothing here changes or takes away what is there, and the same event twice is one event.
//!
//! What happens in a trial is about the trial: `about` is its id and `occasion` the round's (or '' where there is
//! none), so that a funnel finds all of it. What can happen again within a round is told apart after a stroke:
//! `round id/2`. What happens to a person outside any trial is `about` '' on the day as `occasion`.

use chrono::NaiveDate;

use super::{
    event::Event,
    funnel::Seen,
    store::{self, New},
};
use crate::{
    floor::{
        clock::{Moment, london_date},
        db::Conn,
        error::{Error, Result},
    },
    trial::allocation::stored::Whole,
};

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
    Ok(store::add(conn, &New { event: event.name(), person_id, about, occasion, at, detail })? == 1)
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
        added += store::add(conn, &New { event: event.name(), person_id, about, occasion, at, detail: "" })?;
    }
    Ok(added)
}

/// All that is on record about one thing, in the order in which it happened.
pub fn about(conn: &mut Conn, about: &str) -> Result<Vec<Seen>> {
    Ok(timed(conn, about)?.into_iter().map(|(_, seen)| seen).collect())
}

/// What is on record about a trial, as far as it compares arms: what came to somebody who waited, from the day on which they are
/// served after all, is no longer about that.
pub fn compared(conn: &mut Conn, trial_id: &str, whole: Option<&Whole>) -> Result<Vec<Seen>> {
    let crossing = whole.map(Whole::crossing).unwrap_or_default();
    let counts = |(on, seen): &(NaiveDate, Seen)| crossing.get(&seen.person).is_none_or(|day| on < day);
    Ok(dated(conn, trial_id)?.into_iter().filter(counts).map(|(_, seen)| seen).collect())
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
