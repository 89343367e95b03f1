//! Takes an import back: all of it, or none where anything was built on it.

use std::collections::HashSet;

use super::{
    before::{self, Before, Was},
    past::why_not,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        auth::{self, BuiltOn},
        db::{
            Conn,
            scrub::{self, Scrub},
        },
        error::{Error, Result},
        jobs,
    },
    trial::roster::store::{self, people::PersonFacts},
};

/// Undoes an import. To be called inside one writing transaction.
///
/// # Errors
/// `Missing` where there is no such import; `TooLate`, with the reason, where it can no longer be undone.
pub fn undo(conn: &mut Conn, floor: &Floor, actor: &str, id: &str, built_on: &[BuiltOn]) -> Result<()> {
    let import = store::imports::one(conn, id)?.ok_or(Error::Missing("That import"))?;
    if let Some(why) = why_not(conn, &import, built_on)? {
        return Err(Error::TooLate(format!("This import cannot be undone. {why}")));
    }
    let people = before::all(conn, floor, id)?;
    refuse_what_moved_on(conn, &people)?;
    for (person, before) in &people {
        put_back(conn, floor, person, before)?;
    }
    // Last, since until here somebody may still have worked for them.
    for (person, _) in people.iter().filter(|(_, before)| before.facts.is_none()) {
        store::people::remove(conn, person)?;
    }
    remove_places(conn, &serde_json::from_str::<Vec<String>>(&import.places)?)?;
    let now = floor.clock.now();
    store::imports::close(conn, id, "It was undone.")?;
    store::imports::mark_undone(conn, id, actor, now)?;
    jobs::enqueue::<Scrub>(conn, floor, &scrub::Job {})?;
    audit::write(conn, now, &Act::new(actor, "import.undone", id).because(format!("{} people", people.len())))
}

/// Somebody whom another hand has changed since cannot be taken back without a loss.
fn refuse_what_moved_on(conn: &mut Conn, people: &[(String, Before)]) -> Result<()> {
    let too_late = |why: &str| Err(Error::TooLate(format!("This import cannot be undone. {why}")));
    for (person, before) in people {
        let Some((row, _)) = store::people::one(conn, person)? else {
            return too_late("Somebody whom it touched is no longer on the roster.");
        };
        if before.facts.is_none() && row.opted_out_at.is_some() {
            return too_late("Somebody whom it brought in has opted out since.");
        }
        if before.after.as_ref().is_some_and(|after| *after != PersonFacts::of(row)) {
            return too_late("Somebody whom it touched was changed since.");
        }
    }
    let touched: HashSet<&str> = people.iter().map(|(person, _)| person.as_str()).collect();
    let new: HashSet<&str> =
        people.iter().filter(|(_, before)| before.facts.is_none()).map(|(person, _)| person.as_str()).collect();
    let leans = |(person, manager): (String, Option<String>)| {
        !touched.contains(person.as_str()) && manager.is_some_and(|manager| new.contains(manager.as_str()))
    };
    if store::postings::managed(conn)?.into_iter().any(leans) {
        return too_late("Others work for somebody whom it brought in.");
    }
    Ok(())
}

fn put_back(conn: &mut Conn, floor: &Floor, person: &str, before: &Before) -> Result<()> {
    match (&before.facts, &before.postings) {
        (None, _) => store::postings::replace(conn, person, &[])?,
        (Some(_), Some(postings)) => store::postings::replace(conn, person, postings)?,
        (Some(_), None) => {}
    }
    if let Some(facts) = &before.facts {
        store::people::change(conn, person, facts)?;
    }
    if let Some(Was { it }) = &before.address {
        store::addresses::erase(conn, person)?;
        it.as_ref().map(|address| store::addresses::restore(conn, address)).transpose()?;
    }
    if let Some(Was { it }) = &before.account {
        auth::take_back(conn, floor, person, it.as_ref())?;
    }
    Ok(())
}

/// Takes away the teams, sites and authorities that came in with it, unless others are there by now.
fn remove_places(conn: &mut Conn, places: &[String]) -> Result<()> {
    let named = store::postings::places(conn)?;
    let used: HashSet<&String> = named.iter().flat_map(|(team, site)| [team, site]).flatten().collect();
    for place in places.iter().rev().filter(|place| !used.contains(place)) {
        if !store::people::any_in(conn, place)? && !store::places::holds_any(conn, place)? {
            store::places::remove(conn, place)?;
        }
    }
    Ok(())
}
