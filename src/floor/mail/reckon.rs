//! What a mail host said of each mail, put down: what left, what is tried again and when, whom nothing more is sent to, and
//! which domains are paused.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::{
    Outcome,
    answer::Answer,
    bounce::policy,
    parcel::{Parcel, hashed},
    plan::Plan,
    store::{self, New, Row},
    waits::{self, Next},
};
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// So often unwell, one time after another, and a domain is left in peace for a while.
const REPEATED: i32 = 3;
const PEACE: TimeDelta = TimeDelta::minutes(15);
const SOON: TimeDelta = TimeDelta::minutes(1);

/// A mail that was offered to the tray.
#[derive(Debug)]
pub struct Offered {
    /// Its place in the batch.
    pub at: usize,
    pub row: Row,
    pub parcel: Option<Parcel>,
}

impl Offered {
    /// For the first time.
    pub fn first(at: usize, new: New, parcel: Parcel, now: Moment) -> Self {
        let row = Row {
            id: new.id,
            template: new.template,
            rendered_at: now,
            sent_at: None,
            own_id: new.own_id,
            about: new.about,
            addressee: new.addressee,
            sequence: new.sequence,
            domain: new.domain,
            tries: 0,
            first_tried_at: Some(now),
            try_until: new.try_until,
            said: None,
            ended: None,
        };
        Self { at, row, parcel: Some(parcel) }
    }

    /// Once more, as it was written. A mail of before the outbox did not know to whom it was.
    pub fn again(floor: &Floor, at: usize, mut row: Row, parcel: Parcel) -> Self {
        if row.addressee.is_empty() {
            (row.addressee, row.domain) = (hashed(floor, &parcel.to), parcel.domain());
        }
        Self { at, row, parcel: Some(parcel) }
    }
}

/// Puts down the answers, in their order.
pub fn reckon(
    conn: &mut Conn,
    floor: &Floor,
    plan: &Plan,
    offered: &[Offered],
    answers: &[Answer],
) -> Result<Vec<Result<Outcome>>> {
    let pairs = || offered.iter().map(|offered| &offered.row).zip(answers);
    let sent: Vec<&str> =
        pairs().filter(|(_, answer)| **answer == Answer::Taken).map(|(row, _)| row.id.as_str()).collect();
    if !sent.is_empty() {
        store::mark_sent(conn, &sent, floor.clock.now())?;
    }
    let outcomes = pairs().map(|(row, answer)| one(conn, floor, row, answer)).collect::<Result<_>>()?;
    domains(conn, floor, plan, pairs())?;
    Ok(outcomes)
}

/// The outer error undoes everything; the inner one is the mail's own.
fn one(conn: &mut Conn, floor: &Floor, row: &Row, answer: &Answer) -> Result<Result<Outcome>> {
    let now = floor.clock.now();
    let failed = Row { tries: row.tries + 1, ..row.clone() };
    let stuck = Row { tries: 0, first_tried_at: None, ..row.clone() };
    match answer {
        Answer::Taken => Ok(Ok(Outcome::Sent)),
        Answer::Untried => Ok(Ok(Outcome::Waits(now + SOON))),
        Answer::Bounced { said, dead } => {
            store::mark_tried(conn, &Row { ended: Some("bounced".into()), ..failed }, said, now)?;
            if *dead {
                store::suppress(conn, floor, &row.addressee, &row.domain, said)?;
            }
            Ok(Ok(Outcome::Refused(said.clone())))
        }
        Answer::Policy { said } => {
            store::mark_tried(conn, &stuck, said, now)?;
            policy(conn, floor, &row.domain, said)?;
            Ok(Err(refused(said)))
        }
        Answer::Refused { said } => {
            store::mark_tried(conn, &stuck, said, now)?;
            Ok(Err(refused(said)))
        }
        Answer::Later { said, .. } => later(conn, floor, &failed, &stuck, said),
    }
}

fn later(conn: &mut Conn, floor: &Floor, failed: &Row, stuck: &Row, said: &str) -> Result<Result<Outcome>> {
    let (now, chance) = (floor.clock.now(), u16::from_be_bytes(floor.ids.bytes()));
    let first = failed.first_tried_at.unwrap_or(now);
    match waits::next(failed.tries, first, now, failed.try_until, chance) {
        Next::At(moment) => {
            store::mark_tried(conn, &Row { first_tried_at: Some(first), ..failed.clone() }, said, now)?;
            Ok(Ok(Outcome::Waits(moment)))
        }
        Next::TooLate => {
            store::mark_tried(conn, &Row { ended: Some("too_late".into()), ..failed.clone() }, said, now)?;
            Ok(Ok(Outcome::TooLate))
        }
        Next::GivenUp => {
            store::mark_tried(conn, stuck, said, now)?;
            Ok(Err(Error::NotAllowed(format!("No mail host took this mail in 48 hours. The last answer: {said}"))))
        }
    }
}

fn refused(said: &str) -> Error {
    Error::NotAllowed(format!("The mail host refused the message with code {said}."))
}

/// A domain that is unwell again and again is left in peace; one that took a mail is well.
fn domains<'r>(
    conn: &mut Conn,
    floor: &Floor,
    plan: &Plan,
    pairs: impl Iterator<Item = (&'r Row, &'r Answer)>,
) -> Result<()> {
    let mut noted: HashMap<&str, (bool, i32)> = HashMap::new();
    for (row, answer) in pairs {
        let (took, unwell) = noted.entry(&row.domain).or_default();
        match answer {
            Answer::Taken => *took = true,
            Answer::Later { unwell: true, .. } => *unwell += 1,
            _ => {}
        }
    }
    let now = floor.clock.now();
    for (domain, (took, unwell)) in noted {
        if took && plan.was_in_trouble(domain) {
            store::recover(conn, domain)?;
        } else if unwell > 0 && !took && store::trouble(conn, domain, unwell)? >= REPEATED {
            store::stop(conn, domain, now, Some(now + PEACE), "Its mail host asked for time, again and again.")?;
        }
    }
    Ok(())
}
