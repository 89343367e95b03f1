//! Every few minutes the seats of what is to come are looked over: offers whose time went by, cover that was not found, people
//! who left, sites that withdrew from the trial or are back, and pairs who have come to be in one line since.

use std::collections::{BTreeMap, HashSet};

use super::{
    book::By,
    cover,
    decline::give_up,
    invite::InviteMail,
    invite_back::invite_back,
    offer::{expire, fill},
    place::{Place, State, Step},
    record::record,
    round::Round,
    seating::{ask, note_full, open},
    set_aside::{bring_back, set_aside, tell_who_waits},
    store,
    tell::{Word, tell},
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::Result,
        jobs,
        schedule::{Missed, Schedule},
    },
    trial::{conduct::site::people_out, roster::people, uptake::event::Event},
};

/// States in which somebody counts on a place, or hopes for one.
const ALIVE: [State; 4] = [State::Silent, State::Booked, State::Waiting, State::Offered];

/// What was missed is made up for by the next time.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("rounds.tend", "0 */5 * * * *", Missed::Skip, tend_all)
}

fn tend_all(floor: &Floor, conn: &mut Conn, _: Moment) -> Result<()> {
    let gone = gone(conn, floor)?;
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for round in store::rounds::coming(conn, floor.clock.now())? {
        if !out.contains_key(&round.series_id) {
            out.insert(round.series_id.clone(), out_of_series(conn, floor, &round.series_id)?);
        }
        tend_one(conn, floor, &round.id, &gone, &out[&round.series_id])?;
    }
    Ok(())
}

/// Looks over one Round.
pub fn tend(conn: &mut Conn, floor: &Floor, round_id: &str) -> Result<()> {
    let (gone, round) = (gone(conn, floor)?, store::rounds::one(conn, round_id)?);
    let out = out_of_series(conn, floor, &round.series_id)?;
    tend_one(conn, floor, round_id, &gone, &out)
}

/// The ids of those whose site has withdrawn from the trial of a series.
fn out_of_series(conn: &mut Conn, floor: &Floor, series_id: &str) -> Result<Vec<String>> {
    let trial_id = store::series::one(conn, series_id)?.trial_id;
    people_out(conn, &trial_id, floor.clock.today())
}

/// The ids of those who left or opted out: fewer than everybody who was invited.
fn gone(conn: &mut Conn, floor: &Floor) -> Result<Vec<String>> {
    Ok(people::all_gone(conn, floor.clock.today())?.into_iter().map(|(id, _)| id).collect())
}

fn tend_one(conn: &mut Conn, floor: &Floor, round_id: &str, gone: &[String], out: &[String]) -> Result<()> {
    store::rounds::hold(conn, round_id)?;
    let round = store::rounds::one(conn, round_id)?;
    let now = floor.clock.now();
    if open(&round, now).is_err() {
        return Ok(());
    }
    take_away(conn, floor, &round, gone, out)?;
    invite_back(conn, floor, &round)?;
    let back = who_is_back(conn, floor, &round, gone, out)?;
    for place in store::places::overdue(conn, round_id, now)? {
        if place.state == State::Offered {
            expire(conn, floor, &round, place)?;
        } else {
            cover::not_found(conn, floor, &round, place)?;
        }
    }
    unseat(conn, floor, &round)?;
    fill(conn, floor, &round)?;
    tell_who_waits(conn, floor, &back)?;
    note_full(conn, floor, round_id)
}

/// The places of those who are gone, and of those whose site is out. Whoever waits goes first, that no seat is offered to them meanwhile.
fn take_away(conn: &mut Conn, floor: &Floor, round: &Round, gone: &[String], out: &[String]) -> Result<()> {
    let left = store::places::of_some(conn, &round.id, &ALIVE, gone)?;
    let known: HashSet<String> = left.iter().map(|place| place.id.clone()).collect();
    let of_sites = store::places::of_some(conn, &round.id, &ALIVE, out)?;
    let aside = of_sites.into_iter().filter(|place| !known.contains(&place.id));
    let mut off: Vec<(Place, bool)> =
        left.into_iter().map(|place| (place, true)).chain(aside.map(|place| (place, false))).collect();
    off.sort_by_key(|(place, _)| place.state.is_held());
    for (place, left) in off {
        if left { leave(conn, floor, round, place)? } else { set_aside(conn, floor, round, place)? }
    }
    Ok(())
}

/// Somebody is gone: their place is free.
fn leave(conn: &mut Conn, floor: &Floor, round: &Round, place: Place) -> Result<()> {
    record(conn, floor, round, Event::RoundLeft, &place, "")?;
    let state = place.state.next(Step::Leave)?;
    give_up(conn, floor, round, Place { state, ..place }, Word::Left, By::Page)
}

/// Looks at what is set aside; the places that wait again.
fn who_is_back(conn: &mut Conn, floor: &Floor, round: &Round, gone: &[String], out: &[String]) -> Result<Vec<String>> {
    let [gone, out] = [gone, out].map(|people| people.iter().map(String::as_str).collect::<HashSet<_>>());
    let (aside, mut waits) = (store::places::aside(conn, &round.id)?, Vec::new());
    let open = if aside.is_empty() { Vec::new() } else { jobs::open_of::<InviteMail>(conn)? };
    let invited: HashSet<String> = open.into_iter().map(|job| job.place_id).collect();
    for place in aside {
        let (id, person) = (place.id.clone(), place.person_id.as_str());
        if gone.contains(person) {
            leave_for_good(conn, floor, round, place)?;
        } else if !out.contains(person) && bring_back(conn, floor, round, place, &invited)? {
            waits.push(id);
        }
    }
    Ok(waits)
}

/// Somebody is gone whose place was set aside: it does not come back.
fn leave_for_good(conn: &mut Conn, floor: &Floor, round: &Round, place: Place) -> Result<()> {
    record(conn, floor, round, Event::RoundLeft, &place, "")?;
    store::places::put(conn, &Place { aside: None, since: None, ..place })
}

/// Whoever can have a seat no longer waits again, as one of the first.
fn unseat(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<()> {
    let back = ask(conn, round, None, |seats| {
        seats.to_give_back().iter().map(|seat| seat.place_id.clone()).collect::<Vec<_>>()
    })?;
    for place_id in back {
        let (place, now) = (store::places::one(conn, &place_id)?, floor.clock.now());
        let mut waits = Place { state: place.state.next(Step::Wait)?, until: None, cover_until: None, ..place };
        let cancels = waits.take_out(now);
        store::places::put(conn, &waits)?;
        record(conn, floor, round, Event::RoundWaiting, &waits, "given back")?;
        tell(conn, floor, &waits, Word::Lost, cancels)?;
    }
    Ok(())
}

/// Takes back every place that is still to come of somebody who is gone.
pub fn take_back(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<()> {
    for place in store::places::of_person(conn, person_id)? {
        if ALIVE.contains(&place.state) {
            tend(conn, floor, &place.round_id)?;
        }
    }
    Ok(())
}
