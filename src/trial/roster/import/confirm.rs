//! Puts a draft on the roster: all of it in one transaction, or nothing.

use super::{
    Entry, Record, Terms,
    coming::Coming,
    preview::{self, leavers},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::{people::Person, store, store::imports::ImportRow},
};

/// What confirming did. Somebody who moved may be among the changed as well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Confirmed {
    pub added: usize,
    pub moved: usize,
    pub changed: usize,
    /// Missing from the file, and marked as left.
    pub gone: usize,
    /// Marked as left, and at work again.
    pub back: usize,
    pub unchanged: usize,
}

impl std::fmt::Display for Confirmed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} added, {} moved, {} changed, {} as before",
            self.added, self.moved, self.changed, self.unchanged
        )?;
        let more = [(self.gone, "marked as left"), (self.back, "back")];
        more.iter().filter(|(count, _)| *count > 0).try_for_each(|(count, what)| write!(f, ", {count} {what}"))
    }
}

/// Confirms a draft, and leaves those alone whom it does not settle.
///
/// # Errors
/// As [`confirm_on`].
pub fn confirm(conn: &mut Conn, floor: &Floor, actor: &str, id: &str) -> Result<Confirmed> {
    confirm_on(conn, floor, actor, id, Terms::default())
}

/// Confirms a draft. To be called inside one writing transaction.
///
/// A person who works elsewhere from now on gets a new posting, dated today; what they were before stays on record.
/// Managers and leaders get an account, by which they can sign in; that of a leaver is closed.
///
/// # Errors
/// `Missing` where there is no such draft; `TooLate` where it is settled, no longer fits the record, or came in before and
/// nobody has said that it is wanted again; `Invalid` where a leaver is the manager of somebody in the file.
pub fn confirm_on(conn: &mut Conn, floor: &Floor, actor: &str, id: &str, terms: Terms) -> Result<Confirmed> {
    let record = Record::read(conn)?;
    let (checked, earlier) = preview::reread(conn, floor, &record, id)?;
    if let Some(earlier) = earlier {
        return Err(Error::TooLate(format!("This very file came in on {} already.", earlier.when)));
    }
    let leavers = if terms.left_on.is_some() { leavers(&record, &checked.entries) } else { Vec::new() };
    managers_stay(&record, &checked.entries, &leavers)?;
    let now = floor.clock.now();
    if !store::drafts::settle(conn, id, "confirmed", now)? {
        return Err(Error::TooLate("This file was confirmed already.".into()));
    }
    let mut coming = Coming::new(conn, floor, actor, &record, terms)?;
    let confirmed = coming.all(&checked.entries, &leavers)?;
    let (mut acts, places, befores) = coming.came();
    acts.push(Act::new(actor, "people.imported", id).because(confirmed.to_string()));
    audit::write_all(conn, now, &acts)?;
    store::imports::add(conn, &row(id, actor, now, confirmed, serde_json::to_string(&places)?))?;
    befores.keep(conn, floor, id)?;
    Ok(confirmed)
}

/// Nobody in the file may be left working for a leaver.
fn managers_stay(record: &Record, entries: &[Entry], leavers: &[&Person]) -> Result<()> {
    let leaves = |entry: &&Entry| {
        let manager =
            entry.manager.as_ref().and_then(|reference| record.people.get(&super::key(&entry.authority, reference)));
        manager.is_some_and(|manager| leavers.iter().any(|leaver| leaver.id == manager.id))
    };
    match entries.iter().find(leaves) {
        None => Ok(()),
        Some(entry) => Err(Error::invalid(
            "leavers",
            format!(
                "Row {} names a manager who is not in the file, so not everyone is in it. Add the manager's row, or leave \
                 those who are missing as they are.",
                entry.row
            ),
        )),
    }
}

fn row(id: &str, actor: &str, now: crate::floor::clock::Moment, confirmed: Confirmed, places: String) -> ImportRow {
    let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    ImportRow {
        id: id.to_owned(),
        confirmed_by: actor.to_owned(),
        confirmed_at: now,
        added: count(confirmed.added),
        moved: count(confirmed.moved),
        changed: count(confirmed.changed),
        gone: count(confirmed.gone),
        back: count(confirmed.back),
        unchanged: count(confirmed.unchanged),
        places,
        closed_why: String::new(),
        undone_by: None,
        undone_at: None,
    }
}
