//! What diaries answer, as four programs write it. The answers come in by the inlet that real ones come in by.

use chrono::TimeDelta;

use super::{Behaviour, workers::Weeks};
use crate::{
    demo::diary::{self, Answer, written},
    floor::{
        Floor,
        clock::{Moment, london_time},
        db::Conn,
        error::Result,
        inbound::{Envelope, ingest},
        jobs::{Worker, run_until_idle},
        mail::keyed::keyed,
    },
    interventions::goals::{
        entry::REPLY,
        run::Run,
        slot::{Slot, State},
        store,
    },
    trial::{availability::span::Span, roster::people},
};

/// Every invitation that has no answer yet gets one, or none ever.
pub fn answer(
    floor: &Floor,
    worker: &Worker,
    runs: &[Run],
    weeks: &mut Weeks,
    behaviour: &mut Behaviour,
) -> Result<()> {
    for run in runs {
        let mut slots = floor.db.read(|conn| store::slots::of_run(conn, &run.id))?;
        slots.retain(|slot| slot.state == State::Invited && weeks.is_new(slot));
        slots.sort_by(|a, b| a.id.cmp(&b.id));
        for slot in slots {
            weeks.note(&slot);
            let shares = &behaviour.shares;
            let says = [shares.accepts, shares.tentative, shares.declines, shares.proposes];
            if let Some(says) = behaviour.which(&says) {
                floor.db.write(|conn| reply(conn, floor, &slot, says, behaviour.below(4)))?;
            }
        }
    }
    run_until_idle(worker)?;
    Ok(())
}

fn reply(conn: &mut Conn, floor: &Floor, slot: &Slot, says: usize, program: usize) -> Result<()> {
    let person = people::person(conn, &slot.person_id)?;
    let Some(email) = person.email else { return Ok(()) };
    let to = keyed(&floor.secrets, &floor.settings.diary.replies, REPLY, &slot.id)?;
    let ics = calendar(slot, &email, says, floor.clock.now());
    let method = if says == 3 { "COUNTER" } else { "REPLY" };
    let head = format!(
        "From: <{email}>\r\nTo: <{to}>\r\nSubject: Half an hour for you\r\nMessage-ID: <{}.{}@diary.example>\r\nMIME-Version: 1.0\r\n",
        slot.id, slot.sequence
    );
    let raw = head + &written(&ics, method, program);
    let envelope = Envelope { source: "demo", recipients: Vec::new() };
    ingest(conn, floor, raw.as_bytes(), &envelope).map(drop)
}

/// The answer itself. Another time is an hour later in the day, or earlier where the day would be over.
fn calendar(slot: &Slot, email: &str, says: usize, now: Moment) -> String {
    let (method, partstat) = match says {
        0 => ("REPLY", "ACCEPTED"),
        1 => ("REPLY", "TENTATIVE"),
        2 => ("REPLY", "DECLINED"),
        _ => ("COUNTER", "TENTATIVE"),
    };
    let by = TimeDelta::minutes(if chrono::Timelike::hour(&london_time(slot.span.starts)) < 15 { 60 } else { -60 });
    let by = if says == 3 { by } else { TimeDelta::zero() };
    let span = Span { starts: slot.span.starts + by, ends: slot.span.ends + by };
    diary::calendar(&Answer { uid: &slot.id, sequence: slot.sequence, span, email, method, partstat, now })
}
