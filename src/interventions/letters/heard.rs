//! What the carrier says of a letter is put where the letter stands. Heard twice, it changes nothing; and 'printed and posted'
//! is all that it ever says, never that a letter arrived.

use chrono::NaiveDate;

use super::{
    sending::{News, Stage, posting_day},
    state::{State, Step},
    store::{
        self,
        road::OnRoad,
        sendings::{Changes, Sending},
    },
    tell::tell,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::london_date,
        db::Conn,
        error::Result,
        post::{Seen, Status},
    },
    trial::uptake::event::Event,
};

/// Why a letter of a trial run is with nobody.
const ONLY_TRIED: &str = "trial-run";

/// The carrier has the letter, under this id. In a trial run that is no step of its road.
pub fn taken(conn: &mut Conn, floor: &Floor, letter: &OnRoad, sending: &Sending, id: &str) -> Result<()> {
    let (now, round) = (floor.clock.now(), store::rounds::one(conn, &letter.round_id)?);
    let changes = Changes { carrier_id: Some(id), accepted_at: Some(now), ..Changes::default() };
    store::sendings::go(conn, sending, News::Taken, &changes)?;
    if !floor.settings.post.trial_run {
        tell(conn, floor, &round, &letter.person_id, Event::LetterSent, "")?;
    }
    audit::write(conn, now, &Act::new("worker", "letter.sent", &letter.id).because(&sending.reference))
}

/// The carrier certainly never got the letter, and is not to have it as it is. Somebody decides what follows.
pub fn never_sent(conn: &mut Conn, floor: &Floor, letter: &OnRoad, sending: &Sending, why: &str) -> Result<()> {
    store::sendings::go(conn, sending, News::NeverSent, &Changes::default())?;
    refused(conn, floor, "worker", letter, why)
}

/// One look at one letter, `sending` as it was read before.
pub fn heard(conn: &mut Conn, floor: &Floor, sending: &Sending, seen: &Seen) -> Result<()> {
    let sending = store::sendings::one(conn, &sending.reference)?;
    let (now, status) = (floor.clock.now(), seen.status);
    let known = sending.carrier_status.as_deref() == Some(status.name());
    if known || !matches!(sending.stage()?, Stage::Accepted | Stage::Mending) {
        return Ok(());
    }
    let handed_over = london_date(sending.accepted_at.unwrap_or(sending.promised_at));
    let on = posting_day(seen.done_at.map(london_date), handed_over, london_date(now));
    let mut changes = Changes { carrier_status: Some(status.name()), seen_at: Some(now), ..Changes::default() };
    // With a test key it says that it posted what it only checked.
    let tried = floor.settings.post.trial_run && status == Status::Received;
    let news = if tried { News::OnlyTried } else { News::Saw(status) };
    let stage = sending.stage()?.next(news)?;
    changes.posted_on = Some(on).filter(|_| stage == Stage::Posted);
    store::sendings::go(conn, &sending, news, &changes)?;
    let letter = store::road::one(conn, &sending.letter_id)?;
    match stage {
        Stage::Posted => posted(conn, floor, "worker", &letter, on),
        Stage::Refused if tried => refused(conn, floor, "worker", &letter, ONLY_TRIED),
        Stage::Refused => refused(conn, floor, "worker", &letter, status.name()),
        _ => Ok(()),
    }
}

/// The carrier knows the letter no longer, or was asked to take it too long ago to tell.
pub fn lost(conn: &mut Conn, floor: &Floor, sending: &Sending) -> Result<()> {
    let sending = store::sendings::one(conn, &sending.reference)?;
    if !matches!(sending.stage()?, Stage::Asked | Stage::Accepted | Stage::Mending) {
        return Ok(());
    }
    let changes = Changes { seen_at: Some(floor.clock.now()), ..Changes::default() };
    store::sendings::go(conn, &sending, News::Gone, &changes).map(drop)
}

/// The letter is printed and posted: the one record that it ever gets of that.
pub fn posted(conn: &mut Conn, floor: &Floor, actor: &str, letter: &OnRoad, on: NaiveDate) -> Result<()> {
    if letter.state != State::Sent {
        return Ok(());
    }
    let round = store::rounds::one(conn, &letter.round_id)?;
    let changes = store::road::Changes { posted_on: Some(on), ..store::road::Changes::default() };
    store::road::go(conn, letter, Step::Post, &changes)?;
    tell(conn, floor, &round, &letter.person_id, Event::LetterPosted, &on.to_string())?;
    audit::write(conn, floor.clock.now(), &Act::new(actor, "letter.posted", &letter.id).because(format!("on {on}")))
}

/// The carrier will not print it. Somebody decides what follows.
pub fn refused(conn: &mut Conn, floor: &Floor, actor: &str, letter: &OnRoad, why: &str) -> Result<()> {
    if letter.state != State::Sent {
        return Ok(());
    }
    let round = store::rounds::one(conn, &letter.round_id)?;
    let changes = store::road::Changes { reason: Some(Some(why)), ..store::road::Changes::default() };
    store::road::go(conn, letter, Step::Refuse, &changes)?;
    if why != ONLY_TRIED {
        tell(conn, floor, &round, &letter.person_id, Event::LetterHeld, why)?;
    }
    audit::write(conn, floor.clock.now(), &Act::new(actor, "letter.refused", &letter.id).because(why))
}
