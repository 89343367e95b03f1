//! What somebody is called in the data of a trial: a random name for each person and trial, so that answers and outcomes lie
//! beside no name. Whoever sets the two side by side for everybody is a researcher, and leaves an audit row ([`join`]).

mod store;

use std::collections::{BTreeMap, BTreeSet};

use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::Result,
};

pub use who::Joiner;

mod who;

/// What somebody is called in a trial, if they are called anything yet.
pub fn called(conn: &mut Conn, trial_id: &str, person_id: &str) -> Result<Option<String>> {
    store::called(conn, trial_id, person_id)
}

/// The same, with a new random name where there was none.
pub fn call(conn: &mut Conn, floor: &Floor, trial_id: &str, person_id: &str) -> Result<String> {
    store::call(conn, floor, trial_id, person_id)
}

/// Gives a name to each of `people` who has none in this trial.
pub fn call_everyone(conn: &mut Conn, floor: &Floor, trial_id: &str, people: &BTreeSet<String>) -> Result<()> {
    let known: BTreeSet<String> = store::all(conn, trial_id)?.into_iter().map(|(person, _)| person).collect();
    for person_id in people.difference(&known) {
        store::call(conn, floor, trial_id, person_id)?;
    }
    Ok(())
}

/// Everybody of a trial who is called something, by their person's id. That they were set side by side goes on the audit log, as `act`
/// to `subject` with what it was for, whatever comes of it.
pub fn join(
    conn: &mut Conn,
    floor: &Floor,
    joiner: &Joiner,
    act: &'static str,
    (subject, why): (&str, &str),
    trial_id: &str,
) -> Result<BTreeMap<String, String>> {
    audit::write(conn, floor.clock.now(), &Act::new(joiner.actor(), act, subject).because(why))?;
    Ok(store::all(conn, trial_id)?.into_iter().collect())
}

/// Everybody of a trial who is called something, by their person's id, for [counts](crate::trial::outcomes::told::held) that say of no
/// single person what they are called, answered or came to. Whoever is handed more than a count asks for a [`join`], which is put on record.
pub(in crate::trial) fn for_counts(conn: &mut Conn, trial_id: &str) -> Result<BTreeMap<String, String>> {
    Ok(store::all(conn, trial_id)?.into_iter().collect())
}

/// What a person is called, in every trial: for what is theirs to read, and to erase.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<(String, String)>> {
    store::of_person(conn, person_id)
}

/// Takes a person's names away. What hangs on them goes first.
pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    store::erase(conn, person_id)
}
