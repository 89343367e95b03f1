//! Keeps what came of each person so far: it takes each event in the transaction that puts it on record, and can be made anew
//! from the record at any time, to the same.

use std::collections::BTreeMap;

use super::{
    event::Event,
    so_far::{SoFar, Taken},
    store::so_far as rows,
};
use crate::{
    floor::{
        db::{Conn, Db},
        error::{Error, Result},
    },
    trial::allocation::stored::Whole,
};

/// So many people are read at once, that memory does not grow with a trial.
const AT_ONCE: usize = 2_000;

/// What is a step of nobody's: a draw, or a look at it.
fn counts(about: &str, event: Event) -> bool {
    !about.is_empty() && !event.name().starts_with("trial.")
}

/// Takes an event that has just been put on record.
pub(super) fn append(conn: &mut Conn, about: &str, person_id: &str, taken: &Taken<'_>) -> Result<()> {
    if !counts(about, taken.event) {
        return Ok(());
    }
    let mut held = rows::hold(conn, about, person_id)?;
    if held.is_none() {
        if rows::first(conn, about, person_id, &with(None, taken)?)? {
            return Ok(());
        }
        held = rows::hold(conn, about, person_id)?;
    }
    rows::put(conn, about, person_id, &with(held.as_deref(), taken)?)?;
    Ok(())
}

fn with(held: Option<&[u8]>, taken: &Taken<'_>) -> Result<Vec<u8>> {
    let mut so_far = held.map(SoFar::read).transpose().map_err(Error::broken)?.unwrap_or_default();
    so_far.take(taken);
    so_far.bytes().map_err(Error::broken)
}

/// Shows each person of whom anything is on record about a trial, by id, as far as it compares arms: what came to somebody who
/// waited, from the day on which they are served after all, is no longer about that.
pub fn each(conn: &mut Conn, about: &str, whole: Option<&Whole>, mut show: impl FnMut(String, SoFar)) -> Result<()> {
    let crossing = whole.map(Whole::crossing).unwrap_or_default();
    let mut show = |person: String, so_far: SoFar| match crossing.get(&person) {
        Some(day) => show(person, so_far.before(*day)),
        None => show(person, so_far),
    };
    if rows::uncounted(conn, about)? {
        return from_record(conn, about, |person, so_far| {
            show(person, so_far);
            Ok(())
        });
    }
    each_kept(conn, about, |person, so_far| {
        show(person, so_far);
        Ok(())
    })
}

fn each_kept(conn: &mut Conn, about: &str, mut show: impl FnMut(String, SoFar) -> Result<()>) -> Result<()> {
    let mut last = String::new();
    loop {
        let found = rows::after(conn, about, &last, AT_ONCE as i64)?;
        let Some((person, _)) = found.last() else { return Ok(()) };
        last.clone_from(person);
        for (person, bytes) in found {
            show(person, SoFar::read(&bytes).map_err(Error::broken)?)?;
        }
    }
}

/// The same, from the record itself.
fn from_record(conn: &mut Conn, about: &str, mut show: impl FnMut(String, SoFar) -> Result<()>) -> Result<()> {
    for people in rows::people(conn, about)?.chunks(AT_ONCE) {
        for (person, so_far) in of_people(conn, about, people)? {
            show(person, so_far)?;
        }
    }
    Ok(())
}

fn of_people(conn: &mut Conn, about: &str, people: &[String]) -> Result<BTreeMap<String, SoFar>> {
    let mut found: BTreeMap<String, SoFar> = BTreeMap::new();
    for (event, person, occasion, detail, at) in rows::of_people(conn, about, people)? {
        let event: Event = event.parse().map_err(Error::broken)?;
        if counts(about, event) {
            found.entry(person).or_default().take(&Taken { event, at, occasion: &occasion, detail: &detail });
        }
    }
    Ok(found)
}

/// Counts what was on record before there was a count; of how many trials.
pub fn catch_up(db: &Db) -> Result<usize> {
    let uncounted = db.read(|conn| Ok(rows::all_uncounted(conn)?))?;
    rebuild_all(db, &uncounted)
}

/// Counts everything anew; how many trials there are.
pub fn recount(db: &Db) -> Result<usize> {
    let all = db.read(|conn| Ok(rows::abouts(conn)?))?;
    rebuild_all(db, &all)
}

fn rebuild_all(db: &Db, abouts: &[String]) -> Result<usize> {
    for about in abouts {
        db.write(|conn| rebuild(conn, about))?;
    }
    Ok(abouts.len())
}

/// Makes a trial's count anew.
pub fn rebuild(conn: &mut Conn, about: &str) -> Result<()> {
    rows::clear(conn, about)?;
    for people in rows::people(conn, about)?.chunks(AT_ONCE) {
        for (person, so_far) in of_people(conn, about, people)? {
            rows::first(conn, about, &person, &so_far.bytes().map_err(Error::broken)?)?;
        }
    }
    rows::counted(conn, about)?;
    Ok(())
}

/// How many people's count is not what the record says, and how many were looked at.
pub fn verify(conn: &mut Conn) -> Result<(usize, usize)> {
    let (mut wrong, mut looked) = (0, 0);
    for about in rows::abouts(conn)? {
        if rows::uncounted(conn, &about)? {
            continue;
        }
        let mut kept: BTreeMap<String, SoFar> = BTreeMap::new();
        each_kept(conn, &about, |person, so_far| {
            kept.insert(person, so_far);
            Ok(())
        })?;
        from_record(conn, &about, |person, so_far| {
            looked += 1;
            wrong += usize::from(kept.remove(&person).as_ref() != Some(&so_far));
            Ok(())
        })?;
        wrong += kept.len();
    }
    Ok((wrong, looked))
}

/// What a record of events comes to, each a second after the one before.
#[cfg(test)]
pub(super) fn so_far_of(log: &[super::record::Seen]) -> BTreeMap<String, SoFar> {
    let mut found: BTreeMap<String, SoFar> = BTreeMap::new();
    for (nth, one) in log.iter().enumerate() {
        let at = chrono::DateTime::from_timestamp(1_800_000_000 + nth as i64, 0).unwrap().naive_utc();
        let taken = Taken { event: one.event, at, occasion: &one.occasion, detail: &one.detail };
        found.entry(one.person.clone()).or_default().take(&taken);
    }
    found
}
