//! A site withdraws from the trial while a Round is to come. Its people's places are set aside, out of diaries and on to whoever
//! waits; once the site is back in time, each comes back in its turn. Whoever is gone for good is not among them (see `tend`).

use std::collections::HashSet;

use super::{
    book::By,
    decline::give_up,
    invite::{InviteMail, Job},
    place::{Place, State, Step},
    record::record,
    round::Round,
    store,
    tell::{Word, tell},
};
use crate::{
    floor::{Floor, db::Conn, error::Result, jobs},
    trial::uptake::event::Event,
};

/// Sets a place aside.
pub fn set_aside(conn: &mut Conn, floor: &Floor, round: &Round, place: Place) -> Result<()> {
    record(conn, floor, round, Event::RoundSetAside, &place, "")?;
    let (aside, state) = (Some(place.state), place.state.next(Step::Leave)?);
    give_up(conn, floor, round, Place { aside, state, ..place }, Word::SetAside, By::Page)
}

/// Brings one back: to a turn among those who wait, as old as it was, or to an invitation, unless the place is among those whose
/// invitation has yet to leave. Whether it waits.
pub fn bring_back(
    conn: &mut Conn,
    floor: &Floor,
    round: &Round,
    place: Place,
    invited: &HashSet<String>,
) -> Result<bool> {
    let back = place.brought_back();
    store::places::put(conn, &back)?;
    if back.state == State::Waiting {
        record(conn, floor, round, Event::RoundWaiting, &back, "brought back")?;
        return Ok(true);
    }
    record(conn, floor, round, Event::RoundBroughtBack, &back, "")?;
    if !invited.contains(&back.id) {
        jobs::enqueue::<InviteMail>(conn, floor, &Job { place_id: back.id })?;
    }
    Ok(false)
}

/// Tells those who are back, once free seats are given out, and for whom there was none.
pub fn tell_who_waits(conn: &mut Conn, floor: &Floor, back: &[String]) -> Result<()> {
    for place_id in back {
        let place = store::places::one(conn, place_id)?;
        if place.state == State::Waiting {
            tell(conn, floor, &place, Word::Waiting, false)?;
        }
    }
    Ok(())
}
