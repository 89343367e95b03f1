//! The seats of a Round, held by one hand at a time: read, given out by the rules of `seats`, and kept.

use super::{
    line::Apart,
    place::Place,
    round::{self, Round},
    seats::Seats,
    store,
    tell_leaders::tell_leaders,
};
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// A place with its Round, which nobody else gives seats of until this transaction ends.
pub fn hold(conn: &mut Conn, place_id: &str) -> Result<(Place, Round)> {
    let round_id = store::places::one(conn, place_id)?.round_id;
    store::rounds::hold(conn, &round_id)?;
    Ok((store::places::one(conn, place_id)?, store::rounds::one(conn, &round_id)?))
}

/// Asks something of a Round's seats; `asking` is somebody who may have none so far.
pub fn ask<T>(conn: &mut Conn, round: &Round, asking: Option<&str>, ask: impl FnOnce(&Seats<'_>) -> T) -> Result<T> {
    let seats = store::places::seats(conn, &round.id)?;
    let apart = Apart::of(conn, &seats, asking)?;
    let keeps = |one: &str, other: &str| apart.keeps(one, other);
    Ok(ask(&Seats { seats: &seats, capacity: round.seats(), apart: &keeps }))
}

/// Whether somebody can have a seat at once. Where all are taken it is not asked who they are, nor who waits.
pub fn may_book(conn: &mut Conn, round: &Round, place: &Place) -> Result<bool> {
    if !place.state.is_held() && store::places::held(conn, &round.id)? >= round.seats() {
        return Ok(false);
    }
    ask(conn, round, Some(&place.person_id), |seats| seats.may_book(&place.person_id))
}

/// Refuses what can only be done while places are given out.
///
/// # Errors
/// `TooLate`, where the Round is over, cancelled, or not announced.
pub fn open(round: &Round, now: Moment) -> Result<()> {
    match round.state {
        round::State::Cancelled => Err(Error::TooLate("This one was cancelled.".into())),
        round::State::Planned => Err(Error::TooLate("This one is not announced yet.".into())),
        _ if round.span.starts <= now => Err(Error::TooLate("This one has begun, or is over.".into())),
        _ => Ok(()),
    }
}

/// Puts down whether each seat is taken.
pub fn note_full(conn: &mut Conn, floor: &Floor, round_id: &str) -> Result<()> {
    let round = store::rounds::one(conn, round_id)?;
    let full = store::places::held(conn, round_id)? >= round.seats();
    let step = match (round.state, full) {
        (round::State::Announced, true) => round::Step::Fill,
        (round::State::Full, false) => round::Step::FreeUp,
        _ => return Ok(()),
    };
    let state = round.state.next(step)?;
    let noted = Round { state, changed_at: floor.clock.now(), ..round };
    store::rounds::put(conn, &noted)?;
    if step == round::Step::Fill { tell_leaders(conn, floor, &noted) } else { Ok(()) }
}
