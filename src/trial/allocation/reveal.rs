//! Shows the arms of a list to somebody with the right to see them, and puts on record that it did, to whom and why.

use super::{
    early::{Early, early},
    end::ended_at,
    scheme::Mode,
    sight,
    store::sights::{self, RevealRow},
    stored::{List, Whole},
    trial::Trial,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    trial::uptake::{event::Event, record::record_all},
};

/// Opens a list. A live one is shown once it is locked, to an account with the right; a practice one means nothing
/// and is shown to whoever may practise.
///
/// # Errors
/// `NotAllowed` without the right, to the arms of a trial within whose arms it was drawn too; `Invalid` without a reason; `TooLate` where the list is not locked, or not as it was drawn.
pub fn reveal(conn: &mut Conn, floor: &Floor, account_id: &str, list_id: &str, reason: &str) -> Result<Whole> {
    let list = List::find(conn, list_id)?;
    let live = list.mode == Mode::Live;
    if live && !sight::has(conn, &list.trial.id, account_id)? {
        return Err(Error::NotAllowed("You have not been given the right to see who is in which arm.".into()));
    }
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 300 {
        return Err(Error::invalid("reason", "Say in a few words why you need to see the arms."));
    }
    if live && list.locked_at.is_none() {
        return Err(Error::TooLate("The list is shown once it is locked.".into()));
    }
    let whole = list.whole(conn)?;
    if let Some(other) = shut_other(conn, account_id, &whole)? {
        let name = &other.name;
        let says = format!(
            "It was drawn within the arms of “{name}”, and would show them: ask for the right to see those too."
        );
        return Err(Error::NotAllowed(says));
    }
    if let Some(fault) = whole.faults(&floor.secrets).first() {
        return Err(Error::TooLate(format!("The list is not shown: {fault}.")));
    }
    let everyone: Vec<String> = whole.members.iter().map(|member| member.person_id.clone()).collect();
    put_on_record(conn, floor, account_id, &whole.list, (&everyone, reason))?;
    also_of_others(conn, floor, account_id, &whole, reason)?;
    Ok(whole)
}

/// The trials within whose arms a list was drawn, so that its strata show those, that still run.
fn running_beside(conn: &mut Conn, whole: &Whole) -> Result<Vec<Trial>> {
    let mut running = Vec::new();
    for name in whole.drawn_beside() {
        let other = Trial::named(conn, name)?;
        if ended_at(conn, &other.id)?.is_none() {
            running.push(other);
        }
    }
    Ok(running)
}

/// One of them whose arms an account may not see.
pub fn shut_other(conn: &mut Conn, account_id: &str, whole: &Whole) -> Result<Option<Trial>> {
    for other in running_beside(conn, whole)? {
        if !sight::has(conn, &other.id, account_id)? {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// Whoever sees the strata sees the arms of those trials: it is on record with each.
fn also_of_others(conn: &mut Conn, floor: &Floor, account_id: &str, whole: &Whole, reason: &str) -> Result<()> {
    for other in running_beside(conn, whole)? {
        let Some(list) = List::live(conn, &other.id)? else { continue };
        let is_in = |arm: &String| !arm.is_empty();
        let in_it = whole.members.iter().filter(|member| member.beside.get(&other.name).is_some_and(is_in));
        let people: Vec<String> = in_it.map(|member| member.person_id.clone()).collect();
        let why = format!("{reason} (by the strata of “{}”)", whole.list.trial.name);
        put_on_record(conn, floor, account_id, &list, (&people, &why))?;
    }
    Ok(())
}

fn put_on_record(
    conn: &mut Conn,
    floor: &Floor,
    account_id: &str,
    list: &List,
    (people, reason): (&[String], &str),
) -> Result<()> {
    let (id, now) = (floor.ids.next(), floor.clock.now());
    let row = RevealRow {
        id: id.clone(),
        list_id: list.id.clone(),
        account_id: account_id.to_owned(),
        reason: reason.to_owned(),
        revealed_at: now,
    };
    let mut about = format!("list {}", list.id);
    if let Some(early) = early_showing(conn, list, now)? {
        about.push_str(&format!(", early, {}", early.says()));
    }
    sights::add_reveal(conn, &row)?;
    if list.mode == Mode::Live {
        record_all(conn, now, Event::TrialRevealed, people, &list.trial.id, &id)?;
    }
    let about = format!("{about}: {reason}");
    audit::write(conn, now, &Act::new(account_id, "trial.revealed", &list.trial.id).because(about))
}

/// Whether a showing at a moment is before the trial's end. Of a practice list none is.
fn early_showing(conn: &mut Conn, list: &List, at: Moment) -> Result<Option<Early>> {
    if list.mode == Mode::Live { early(conn, &list.trial.id, at) } else { Ok(None) }
}

/// One showing of a list.
#[derive(Debug, Clone)]
pub struct Shown {
    pub account_id: String,
    pub reason: String,
    pub at: Moment,
    /// Of one before the trial's end.
    pub early: Option<Early>,
}

/// Every showing of a list, the oldest first.
pub fn showings(conn: &mut Conn, list_id: &str) -> Result<Vec<Shown>> {
    let list = List::find(conn, list_id)?;
    let mut shown = Vec::new();
    for row in sights::reveals_of(conn, list_id)? {
        let early = early_showing(conn, &list, row.revealed_at)?;
        shown.push(Shown { account_id: row.account_id, reason: row.reason, at: row.revealed_at, early });
    }
    Ok(shown)
}
