//! A place is tied to a colleague who covers. They are asked, and accept; where they cannot, or where nobody is found in time,
//! the place is offered to somebody else while that is of use.

use chrono::TimeDelta;

use super::{
    ask_cover::{self, AskCover},
    book::By,
    decline::give_up,
    place::{Cover, Place, State, Step},
    record::record,
    release_cover::release,
    round::Round,
    seating::{hold, open},
    store,
    tell::{Word, tell},
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
        jobs,
    },
    trial::{
        roster::people::{self, Person},
        uptake::event::Event,
    },
};

/// How long somebody has to find cover, where it is needed.
const TO_FIND: TimeDelta = TimeDelta::hours(48);
/// Before the Round begins, somebody else is to be able to come.
const BEFORE: TimeDelta = TimeDelta::hours(24);

/// Until when cover has to be found; `None` where a place does not hang on it.
pub fn find_until(conn: &mut Conn, round: &Round, now: Moment) -> Result<Option<Moment>> {
    let needed = store::series::one(conn, &round.series_id)?.cover == "needed";
    let latest = (round.span.starts - BEFORE).max(now + (round.span.starts - now) / 2);
    Ok(needed.then(|| (now + TO_FIND).min(latest)))
}

/// Those of somebody's team who may cover: not whoever comes themselves.
pub fn colleagues(conn: &mut Conn, floor: &Floor, round: &Round, person_id: &str) -> Result<Vec<Person>> {
    let Some(manager_id) = people::person(conn, person_id)?.manager_id else { return Ok(Vec::new()) };
    let (today, mut found) = (floor.clock.today(), Vec::new());
    for person in people::team_of(conn, &manager_id)? {
        let here = person.left_on.is_none_or(|day| day > today) && person.email.is_some();
        let place = store::places::of_person_in(conn, &round.id, &person.id)?;
        if person.id != person_id && here && place.is_none_or(|place| place.state != State::Booked) {
            found.push(person);
        }
    }
    Ok(found)
}

/// Names a colleague, who is asked.
///
/// # Errors
/// `Invalid`, where it is nobody who may cover.
pub fn name(conn: &mut Conn, floor: &Floor, round: &Round, place: &Place, cover_id: &str) -> Result<()> {
    if place.cover_id.as_deref() == Some(cover_id) && matches!(place.cover, Cover::Asked | Cover::Accepted) {
        return Ok(());
    }
    let may = colleagues(conn, floor, round, &place.person_id)?.iter().any(|person| person.id == cover_id);
    if !may {
        return Err(Error::invalid("cover", "Choose a colleague of your team who does not come themselves."));
    }
    release(conn, floor, place)?;
    let until = find_until(conn, round, floor.clock.now())?;
    let cover_until = place.cover_until.or(until);
    let asked = Place { cover_id: Some(cover_id.to_owned()), cover: Cover::Asked, cover_until, ..place.clone() };
    store::places::put(conn, &asked)?;
    let job = ask_cover::Job { place_id: place.id.clone(), cover_id: cover_id.to_owned() };
    jobs::enqueue::<AskCover>(conn, floor, &job)
}

/// The colleague answers. What was said before can be taken back.
///
/// # Errors
/// `TooLate`, where somebody else is asked by now, or the place is held no longer.
pub fn answer(conn: &mut Conn, floor: &Floor, place_id: &str, cover_id: &str, yes: bool) -> Result<()> {
    let (place, round) = hold(conn, place_id)?;
    open(&round, floor.clock.now())?;
    if place.cover_id.as_deref() != Some(cover_id) || place.state != State::Booked {
        return Err(Error::TooLate("You are not needed for this any more. Thank you all the same.".into()));
    }
    match (place.cover, yes) {
        (Cover::Accepted, true) | (Cover::Lost, false) => Ok(()),
        (_, true) => {
            let comes = store::places::of_person_in(conn, &round.id, cover_id)?;
            if comes.is_some_and(|place| place.state == State::Booked) {
                return Err(Error::TooLate("You come yourself. Give your own place back first.".into()));
            }
            record(conn, floor, &round, Event::RoundCovered, &place, "")?;
            store::places::put(conn, &Place { cover: Cover::Accepted, cover_until: None, ..place })
        }
        (_, false) => lose(conn, floor, &round, place),
    }
}

/// Somebody who covers for others comes themselves: they cannot do both.
pub fn is_away_too(conn: &mut Conn, floor: &Floor, round: &Round, person_id: &str) -> Result<()> {
    for place in store::places::covered_by(conn, &round.id, person_id)? {
        if place.state == State::Booked && matches!(place.cover, Cover::Asked | Cover::Accepted) {
            lose(conn, floor, round, place)?;
        }
    }
    Ok(())
}

/// Cover fell through: somebody else can be named for a while.
fn lose(conn: &mut Conn, floor: &Floor, round: &Round, place: Place) -> Result<()> {
    let cover_until = find_until(conn, round, floor.clock.now())?;
    let lost = Place { cover: Cover::Lost, cover_until, ..place };
    store::places::put(conn, &lost)?;
    record(conn, floor, round, Event::RoundCoverLost, &lost, "")?;
    tell(conn, floor, &lost, Word::CoverLost, false)
}

/// No cover was found in time: the place is offered to somebody else while they can still come.
pub fn not_found(conn: &mut Conn, floor: &Floor, round: &Round, place: Place) -> Result<()> {
    record(conn, floor, round, Event::RoundApologised, &place, "no cover")?;
    let state = place.state.next(Step::Decline)?;
    give_up(conn, floor, round, Place { state, ..place }, Word::NoCover, By::Page)
}
