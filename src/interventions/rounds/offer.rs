//! What comes free is offered to whoever has waited longest, for a while; then it is the next one's turn. Whoever said no, or let
//! an offer go by, and asks again, waits behind the others.

use chrono::TimeDelta;

use super::{
    place::{Place, State, Step},
    record::record,
    round::Round,
    seating::{ask, open},
    store,
    tell::{Word, tell},
};
use crate::{
    floor::{Floor, clock::Moment, db::Conn, error::Result},
    trial::{contact::may_send::window, uptake::event::Event},
};

/// Offers every free place to whose turn it is. The Round is held by whoever calls.
pub fn fill(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<()> {
    if open(round, floor.clock.now()).is_err() {
        return Ok(());
    }
    while let Some(place_id) = ask(conn, round, None, |seats| seats.next().map(|seat| seat.place_id.clone()))? {
        let place = store::places::one(conn, &place_id)?;
        offer(conn, floor, round, place)?;
    }
    Ok(())
}

fn offer(conn: &mut Conn, floor: &Floor, round: &Round, place: Place) -> Result<()> {
    let now = floor.clock.now();
    let until = holds_until(conn, floor, round, now)?;
    let mut offered = Place { state: place.state.next(Step::Offer)?, until: Some(until), ..place };
    offered.put_in(now);
    store::places::put(conn, &offered)?;
    record(conn, floor, round, Event::RoundOffered, &offered, "")?;
    tell(conn, floor, &offered, Word::Offered, false)
}

/// The hours of an offer count from when people are written to, and end when the Round begins.
fn holds_until(conn: &mut Conn, floor: &Floor, round: &Round, now: Moment) -> Result<Moment> {
    let hours = store::series::one(conn, &round.series_id)?.offer_hours;
    let begins = window(floor)?.next(now);
    Ok((begins + TimeDelta::hours(i64::from(hours))).min(round.span.starts))
}

/// An offer whose time went by.
pub fn expire(conn: &mut Conn, floor: &Floor, round: &Round, place: Place) -> Result<()> {
    debug_assert_eq!(place.state, State::Offered);
    record(conn, floor, round, Event::RoundExpired, &place, "")?;
    let state = place.state.next(Step::Expire)?;
    super::decline::give_up(conn, floor, round, Place { state, ..place }, Word::Expired, super::book::By::Page)
}
