//! What somebody's diary said: accepted, perhaps, declined, or another time. A reply to an older entry changes nothing.

use super::{
    invite::InviteMail,
    move_slot::want,
    offer_again::offer_once,
    record::{of_week, record},
    run::Run,
    slot::{self, Slot, Step},
    store,
    welcome::Welcome,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        inbound::{Answer, Concern, Diary, Expected, Said, Taken},
        jobs,
    },
    trial::{availability::span::Span, roster::people, uptake::event::Event},
};

/// How answers about half hours are taken.
pub const DIARY: Diary = Diary { expected, take, came_back };

/// Whose answer about a half hour is waited for.
fn expected(conn: &mut Conn, _: &Floor, row: &str) -> Result<Option<Expected>> {
    let Some(slot) = store::slots::find(conn, row)? else { return Ok(None) };
    let email = people::person(conn, &slot.person_id)?.email;
    Ok(email.map(|attendee| Expected { uid: slot.id, attendee }))
}

/// The authority of whoever's half hour a mail is about.
pub fn owner_of(conn: &mut Conn, concern: Concern<'_>) -> Result<Option<String>> {
    let slot = concern.row.map(|row| store::slots::find(conn, row)).transpose()?.flatten();
    slot.map(|slot| people::person(conn, &slot.person_id)).transpose().map(|person| person.map(|one| one.authority_id))
}

/// Applies an answer, once for each SEQUENCE and word.
fn take(conn: &mut Conn, floor: &Floor, answer: &Answer) -> Result<Taken> {
    store::slots::hold(conn, &answer.row)?;
    let Some(slot) = store::slots::find(conn, &answer.row)? else { return Ok(Taken::Unknown) };
    let older = slot.answered_at.is_some_and(|at| answer.at < at);
    if answer.sequence != slot.sequence || older {
        return Ok(Taken::Stale);
    }
    let slot = Slot { answered_at: Some(answer.at), ..slot };
    let run = store::runs::one(conn, &slot.run_id)?;
    match answer.said {
        Said::Accepted => answered(conn, floor, &run, &slot, slot::Answer::Accepted),
        Said::Tentative => answered(conn, floor, &run, &slot, slot::Answer::Tentative),
        Said::Declined => answered(conn, floor, &run, &slot, slot::Answer::Declined),
        Said::Proposed { starts, .. } => proposed(conn, floor, &run, &slot, starts),
    }
}

/// An invitation or a first message came back: the person was not reached.
fn came_back(conn: &mut Conn, floor: &Floor, job_id: &str) -> Result<()> {
    if let Some(invite) = jobs::about::<InviteMail>(conn, job_id)? {
        let slot = store::slots::one(conn, &invite.slot_id)?;
        let run = store::runs::one(conn, &slot.run_id)?;
        let occasion = of_week(&run.id, slot.week);
        record(conn, floor, &run, Event::GoalsBounced, &slot.person_id, &occasion, "invitation")?;
    } else if let Some(welcome) = jobs::about::<Welcome>(conn, job_id)? {
        let time = store::times::one(conn, &welcome.time_id)?;
        let run = store::runs::one(conn, &time.run_id)?;
        record(conn, floor, &run, Event::GoalsBounced, &time.person_id, &run.id, "welcome")?;
    }
    Ok(())
}

fn answered(conn: &mut Conn, floor: &Floor, run: &Run, slot: &Slot, answer: slot::Answer) -> Result<Taken> {
    let Ok(state) = slot.state.next(Step::Answer(answer)) else { return Ok(Taken::Stale) };
    let answered = Slot { state, ..slot.clone() };
    store::slots::put(conn, &answered)?;
    if answer == slot::Answer::Declined && !slot.is_past(floor.clock.now()) {
        offer_once(conn, floor, &answered)?;
    }
    let event = match answer {
        slot::Answer::Accepted => Event::SlotAccepted,
        slot::Answer::Tentative => Event::SlotTentative,
        slot::Answer::Declined => Event::SlotDeclined,
    };
    let occasion = format!("{}/{}", of_week(&run.id, slot.week), slot.sequence);
    record(conn, floor, run, event, &slot.person_id, &occasion, "")?;
    Ok(Taken::Applied)
}

/// Another time is a wish like any other. One that cannot be had is answered with times that can.
fn proposed(
    conn: &mut Conn,
    floor: &Floor,
    run: &Run,
    slot: &Slot,
    starts: crate::floor::clock::Moment,
) -> Result<Taken> {
    let time = store::times::one(conn, &slot.time_id)?;
    let to = Span { starts, ends: starts + (slot.span.ends - slot.span.starts) };
    match want(conn, floor, run, &time, slot, to) {
        Ok(_) => Ok(Taken::Applied),
        Err(Error::Invalid(_)) if !slot.is_past(floor.clock.now()) => {
            offer_once(conn, floor, slot)?;
            Ok(Taken::Applied)
        }
        Err(Error::Invalid(_) | Error::TooLate(_)) => Ok(Taken::Stale),
        Err(error) => Err(error),
    }
}
