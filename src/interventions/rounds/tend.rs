//! Every few minutes the seats of what is to come are looked over: offers whose time went by, cover that was not found, people
//! who left or whose site has withdrawn from the trial, and pairs who have come to be in one line since.

use super::{
    book::By,
    cover,
    decline::give_up,
    offer::{expire, fill},
    place::{Place, State, Step},
    record::record,
    round::Round,
    seating::{ask, note_full, open},
    store,
    tell::{Word, tell},
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::Result,
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
    for round in store::rounds::coming(conn, floor.clock.now())? {
        tend_one(conn, floor, &round.id, &gone)?;
    }
    Ok(())
}

/// Looks over one Round.
pub fn tend(conn: &mut Conn, floor: &Floor, round_id: &str) -> Result<()> {
    let gone = gone(conn, floor)?;
    tend_one(conn, floor, round_id, &gone)
}

/// The ids of those who left or opted out: fewer than everybody who was invited.
fn gone(conn: &mut Conn, floor: &Floor) -> Result<Vec<String>> {
    Ok(people::all_gone(conn, floor.clock.today())?.into_iter().map(|(id, _)| id).collect())
}

fn tend_one(conn: &mut Conn, floor: &Floor, round_id: &str, gone: &[String]) -> Result<()> {
    store::rounds::hold(conn, round_id)?;
    let round = store::rounds::one(conn, round_id)?;
    let now = floor.clock.now();
    if open(&round, now).is_err() {
        return Ok(());
    }
    let trial_id = store::series::one(conn, &round.series_id)?.trial_id;
    let out = people_out(conn, &trial_id, floor.clock.today())?;
    for place in store::places::of_some(conn, round_id, &ALIVE, &[gone, &out].concat())? {
        leave(conn, floor, &round, place)?;
    }
    for place in store::places::overdue(conn, round_id, now)? {
        if place.state == State::Offered {
            expire(conn, floor, &round, place)?;
        } else {
            cover::not_found(conn, floor, &round, place)?;
        }
    }
    unseat(conn, floor, &round)?;
    fill(conn, floor, &round)?;
    note_full(conn, floor, round_id)
}

/// Somebody is gone: their place is free.
fn leave(conn: &mut Conn, floor: &Floor, round: &Round, place: Place) -> Result<()> {
    record(conn, floor, round, Event::RoundLeft, &place, "")?;
    let state = place.state.next(Step::Leave)?;
    give_up(conn, floor, round, Place { state, ..place }, Word::Left, By::Page)
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
