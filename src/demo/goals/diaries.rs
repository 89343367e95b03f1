//! What diaries answer, as four programs write it. The answers come in by the inlet that real ones come in by.

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::TimeDelta;

use super::{Behaviour, workers::Weeks};
use crate::{
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

/// As Exchange, Outlook.com, Gmail and Apple write an answer: in base64 and last; right under the top; twice; plain.
fn written(ics: &str, method: &str, program: usize) -> String {
    let kind = format!("text/calendar; method={method}; charset=utf-8");
    let parts = |kind: &str, parts: &[String]| {
        let inside: String = parts.iter().map(|part| format!("--b\r\n{part}\r\n")).collect();
        format!("Content-Type: {kind}; boundary=\"b\"\r\n\r\n{inside}--b--\r\n")
    };
    let words = "Content-Type: text/plain\r\n\r\nAnswered in the diary.".to_owned();
    let plain = format!("Content-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{ics}");
    match program {
        0 => {
            let coded = BASE64_STANDARD.encode(ics);
            let coded = format!("Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}");
            parts("multipart/alternative", &[words, coded])
        }
        1 => parts("multipart/mixed", &[plain]),
        2 => {
            let copy = format!("Content-Type: application/ics; name=\"invite.ics\"\r\n\r\n{ics}");
            parts("multipart/mixed", &[words, plain, copy])
        }
        _ => parts("multipart/alternative", &[words, plain]),
    }
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
    let utc = |moment: Moment| moment.format("%Y%m%dT%H%M%SZ").to_string();
    [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//A made-up diary//EN".to_owned(),
        format!("METHOD:{method}"),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", slot.id),
        format!("SEQUENCE:{}", slot.sequence),
        format!("DTSTAMP:{}", utc(now)),
        format!("DTSTART:{}", utc(span.starts)),
        format!("DTEND:{}", utc(span.ends)),
        format!("ATTENDEE;PARTSTAT={partstat}:mailto:{email}"),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
        String::new(),
    ]
    .join("\r\n")
}
