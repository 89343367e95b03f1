//! What somebody's diary said about a Round: accepting books a place, declining gives it up and offers it on. A Round has no
//! other time: whoever proposes one is answered by an ordinary mail.

use super::{
    book::{By, book},
    decline::decline,
    invite::InviteMail,
    place::{Place, State},
    record::record,
    seating::hold,
    store,
    tell::{Word, tell},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        inbound::{Answer, Concern, Diary, Expected, Said, Taken},
        jobs,
    },
    trial::{roster::people, uptake::event::Event},
};

/// How answers about Rounds are taken.
pub const DIARY: Diary = Diary { expected, take, came_back };

fn expected(conn: &mut Conn, _: &Floor, row: &str) -> Result<Option<Expected>> {
    let Some(place) = store::places::find(conn, row)? else { return Ok(None) };
    let email = people::person(conn, &place.person_id)?.email;
    Ok(email.map(|attendee| Expected { uid: place.uid(), attendee }))
}

/// Whose people a mail is about, by the place whose key was in its address.
pub fn owner_of(conn: &mut Conn, concern: Concern<'_>) -> Result<Option<String>> {
    let place = concern.row.map(|row| store::places::find(conn, row)).transpose()?.flatten();
    place
        .map(|place| people::person(conn, &place.person_id))
        .transpose()
        .map(|person| person.map(|one| one.authority_id))
}

/// Applies an answer, unless it is older than what the diary said last or answers an entry that has changed since.
fn take(conn: &mut Conn, floor: &Floor, answer: &Answer) -> Result<Taken> {
    if store::places::find(conn, &answer.row)?.is_none() {
        return Ok(Taken::Unknown);
    }
    let (place, round) = hold(conn, &answer.row)?;
    let older = place.answered_at.is_some_and(|at| answer.at < at);
    if answer.sequence != place.sequence || older || place.state == State::Left {
        return Ok(Taken::Stale);
    }
    store::places::put(conn, &Place { answered_at: Some(answer.at), ..place.clone() })?;
    let taken = match answer.said {
        Said::Accepted => book(conn, floor, &place.id, None, By::Diary).map(drop),
        Said::Declined => decline(conn, floor, &place.id, By::Diary).map(drop),
        Said::Tentative => Ok(()),
        Said::Proposed { .. } => {
            record(conn, floor, &round, Event::RoundOtherTime, &place, "")?;
            tell(conn, floor, &place, Word::NotMovable, false)
        }
    };
    match taken {
        Ok(()) => Ok(Taken::Applied),
        Err(Error::TooLate(_) | Error::NotAllowed(_)) => Ok(Taken::Stale),
        Err(error) => Err(error),
    }
}

/// An invitation came back: the person was not reached.
fn came_back(conn: &mut Conn, floor: &Floor, job_id: &str) -> Result<()> {
    if let Some(job) = jobs::about::<InviteMail>(conn, job_id)? {
        let place = store::places::one(conn, &job.place_id)?;
        let round = store::rounds::one(conn, &place.round_id)?;
        record(conn, floor, &round, Event::RoundBounced, &place, "")?;
    }
    Ok(())
}
