//! Somebody says no, or gives a place back; what comes free is offered to whoever waits, in the same transaction.

use super::{
    book::By,
    offer::fill,
    place::{Cover, Place, State, Step},
    record::record,
    release_cover::release,
    round::Round,
    seating::{hold, note_full, open},
    store,
    tell::{Word, tell},
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::uptake::event::Event,
};

/// Says no. From somebody who has a place these are apologies.
///
/// # Errors
/// `TooLate`, once the Round is over or off.
pub fn decline(conn: &mut Conn, floor: &Floor, place_id: &str, by: By) -> Result<State> {
    let (place, round) = hold(conn, place_id)?;
    open(&round, floor.clock.now())?;
    if matches!(place.state, State::Declined | State::Apologised | State::Left) {
        return Ok(place.state);
    }
    let state = if place.state == State::Expired { State::Declined } else { place.state.next(Step::Decline)? };
    let word = if state == State::Apologised { Word::Apologised } else { Word::Declined };
    let event = if state == State::Apologised { Event::RoundApologised } else { Event::RoundDeclined };
    record(conn, floor, &round, event, &place, "")?;
    give_up(conn, floor, &round, Place { state, ..place }, word, by)?;
    Ok(state)
}

/// A place is held no longer: out of the diary, and on to whoever waits. `place` bears its new state.
pub fn give_up(conn: &mut Conn, floor: &Floor, round: &Round, place: Place, word: Word, by: By) -> Result<()> {
    let now = floor.clock.now();
    release(conn, floor, &place)?;
    // What is set aside keeps its turn.
    let since = place.since.filter(|_| place.aside.is_some());
    let mut place = Place { since, until: None, cover_until: None, ..place };
    if matches!(place.cover, Cover::Asked | Cover::Accepted) {
        place.cover = Cover::None;
    }
    if by == By::Diary {
        place.declined(now);
        store::places::put(conn, &place)?;
    } else {
        let cancels = place.take_out(now);
        store::places::put(conn, &place)?;
        if cancels {
            tell(conn, floor, &place, word, true)?;
        }
    }
    fill(conn, floor, round)?;
    note_full(conn, floor, &round.id)
}
