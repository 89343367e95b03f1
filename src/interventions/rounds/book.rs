//! Somebody books a place, by one press on the page, in the mail or in their diary. Where none is free for them they wait, and
//! are told no more than that.

use super::{
    cover,
    place::{Cover, Place, State, Step},
    record::record,
    round::{ROUNDS, Round},
    seating::{hold, may_book, note_full, open},
    store,
    tell::{Word, tell},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::receives::{Guard, Owed, receives},
        uptake::event::Event,
    },
};

/// By which way somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Page,
    /// Their diary holds the entry as accepted already.
    Diary,
}

/// What they got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Got {
    Place,
    /// A turn on the waiting list.
    Turn,
}

/// Books a place, or a turn. `cover_id` is a colleague whom they name.
///
/// # Errors
/// `TooLate`, once the Round is over or off; `Invalid`, where the colleague cannot cover; `NotAllowed`, where they are owed no
/// place.
pub fn book(conn: &mut Conn, floor: &Floor, place_id: &str, cover_id: Option<&str>, by: By) -> Result<Got> {
    let (place, round) = hold(conn, place_id)?;
    let now = floor.clock.now();
    open(&round, now)?;
    if place.state == State::Booked {
        cover_id.map_or(Ok(()), |cover| cover::name(conn, floor, &round, &place, cover))?;
        return Ok(Got::Place);
    }
    if place.state == State::Left {
        return Err(not_open());
    }
    if may_book(conn, &round, &place)? {
        seat(conn, floor, &round, place, cover_id, by)
    } else {
        wait(conn, floor, &round, place, by)
    }
}

fn not_open() -> Error {
    Error::NotAllowed("This place is not open to you.".into())
}

fn seat(conn: &mut Conn, floor: &Floor, round: &Round, place: Place, cover_id: Option<&str>, by: By) -> Result<Got> {
    let now = floor.clock.now();
    // Nobody sits down by a turn alone: whoever waited is asked about again when they take a seat.
    let owed = receives(conn, floor, &mut Guard::default(), &place.person_id, ROUNDS, now)?;
    if !matches!(owed, Owed::Yes(_)) {
        return Err(not_open());
    }
    let mut booked = Place { state: place.state.next(Step::Book)?, since: Some(now), until: None, ..place };
    // What they accepted in their diary stands there already.
    let stands = by == By::Diary && booked.accepted(now);
    if !stands {
        booked.put_in(now);
    }
    booked.cover = Cover::None;
    booked.cover_until = cover::find_until(conn, round, now)?;
    store::places::put(conn, &booked)?;
    record(conn, floor, round, Event::RoundBooked, &booked, "")?;
    if !stands {
        tell(conn, floor, &booked, Word::Booked, false)?;
    }
    if let Some(cover) = cover_id {
        cover::name(conn, floor, round, &booked, cover)?;
    }
    cover::is_away_too(conn, floor, round, &booked.person_id)?;
    note_full(conn, floor, &round.id)?;
    Ok(Got::Place)
}

fn wait(conn: &mut Conn, floor: &Floor, round: &Round, place: Place, by: By) -> Result<Got> {
    if place.state == State::Waiting {
        return Ok(Got::Turn);
    }
    let now = floor.clock.now();
    let mut waits = Place { state: place.state.next(Step::Wait)?, since: Some(now), until: None, ..place };
    if by == By::Diary {
        waits.accepted(now);
    }
    let cancels = waits.take_out(now);
    store::places::put(conn, &waits)?;
    record(conn, floor, round, Event::RoundWaiting, &waits, "")?;
    tell(conn, floor, &waits, Word::Waiting, cancels)?;
    Ok(Got::Turn)
}
