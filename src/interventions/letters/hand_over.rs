//! One letter meets the carrier, with no transaction open: looked for first, where a request may have gone out before, and
//! handed over only where it is not there.

use std::sync::Arc;

use chrono::{Days, NaiveTime, TimeDelta};

use super::{
    file_check::check_file,
    paper::Sheet,
    print_letter::seal_context,
    store::{road::OnRoad, sendings::Sending},
};
use crate::floor::{
    Floor,
    clock::Moment,
    error::{Error, Result},
    post::{Fault, Notify, Pause},
    seal::sha256,
};

/// A request that begins within this much of its claim has ended, or timed out, well before the claim is anybody else's, also
/// where the clocks of two workers differ by as much as Notify lets them. Its token, as old as the request, keeps one that was
/// held up from coming in late.
const BEGIN_WITHIN: TimeDelta = TimeDelta::minutes(3);

/// What is wrong with a file, beside what the carrier's checker finds.
const MISSING: &str = "file-missing";
const CHANGED: &str = "file-changed";

/// A letter that was claimed.
#[derive(Debug)]
pub struct Ready {
    pub letter: Handed,
    pub claimed_at: Moment,
    /// Whether a request may have gone out before.
    pub asked_before: bool,
    /// That was so long ago that the carrier's list may tell of it no longer.
    pub out_of_sight: bool,
}

#[derive(Debug)]
pub struct Handed {
    pub row: OnRoad,
    pub sheet: Arc<Sheet>,
    pub sending: Sending,
    /// Why it is owed no longer.
    pub not_owed: Option<&'static str>,
}

/// How the meeting ended.
#[derive(Debug)]
pub enum End {
    /// The carrier has it, under this id.
    Taken(String),
    /// The carrier does not have it, and is not to.
    Absent,
    /// Nobody can tell whether the carrier has it.
    Unknown,
    /// Nothing was handed over, since the letter's file is not as it was printed; with what is wrong, in a word.
    Spoilt(&'static str),
    /// Not now; and whether the carrier's day is full.
    Wait { until: Moment, full: bool },
}

pub fn hand_over(floor: &Floor, carrier: &Notify, ready: &Ready) -> Result<End> {
    let Handed { row, sending, not_owed, .. } = &ready.letter;
    if ready.asked_before
        && let Some(end) = look_for(floor, carrier, sending)?
    {
        return Ok(end);
    }
    if ready.out_of_sight {
        return Ok(End::Unknown);
    }
    if not_owed.is_some() {
        return Ok(End::Absent);
    }
    let pdf = match open(floor, row)? {
        Ok(pdf) => pdf,
        Err(spoilt) => return Ok(End::Spoilt(spoilt)),
    };
    let now = floor.clock.now();
    if now > ready.claimed_at + BEGIN_WITHIN {
        return Ok(End::Wait { until: now, full: false });
    }
    if let Err(Pause(until)) = carrier.takes_letters(now) {
        return Ok(End::Wait { until, full: true });
    }
    if let Err(Pause(until)) = carrier.may(now) {
        return Ok(End::Wait { until, full: false });
    }
    match carrier.send(now, &sending.reference, &sending.postage, &pdf) {
        Ok(accepted) => Ok(End::Taken(accepted.id)),
        Err(fault) => ended(carrier, fault, now),
    }
}

/// Whether the carrier has it already, or cannot say now.
pub fn look_for(floor: &Floor, carrier: &Notify, sending: &Sending) -> Result<Option<End>> {
    let now = floor.clock.now();
    if let Err(Pause(until)) = carrier.may(now) {
        return Ok(Some(End::Wait { until, full: false }));
    }
    match carrier.by_reference(now, &sending.reference) {
        Ok(seen) => Ok(seen.into_iter().next().map(|seen| End::Taken(seen.id))),
        Err(fault) => ended(carrier, fault, now).map(Some),
    }
}

/// What follows from a fault. Those that mean 'later' close the carrier to the rest of the batch too.
fn ended(carrier: &Notify, fault: Fault, now: Moment) -> Result<End> {
    match fault {
        Fault::TooFast => {
            let until = now + TimeDelta::minutes(1);
            carrier.rest(until);
            Ok(End::Wait { until, full: false })
        }
        Fault::DayIsFull => {
            let until = (now.date() + Days::new(1)).and_time(NaiveTime::MIN);
            carrier.is_full(until);
            Ok(End::Wait { until, full: true })
        }
        Fault::TimedOut => {
            // The rest of the batch does not wait half a minute each, while other work waits for them.
            carrier.rest(now + TimeDelta::minutes(1));
            Err(told(fault))
        }
        fault => Err(told(fault)),
    }
}

/// A fault as whoever has to mend it reads it.
pub fn told(fault: Fault) -> Error {
    match fault {
        Fault::NotLetIn(status) => Error::NotAllowed(format!(
            "GOV.UK Notify did not let Hearten in ({status}). Check that the key in post.notify_key is still in use, that it is \
             a live key, that your service is live in Notify, and that the clock of this machine is right. Then try again."
        )),
        Fault::Refused(status) => Error::NotAllowed(format!(
            "GOV.UK Notify refused what it was sent ({status}). Check in Notify that your service may send letters, and that \
             it offers the class in post.postage. Then try again."
        )),
        fault => Error::later(fault),
    }
}

/// The letter's file, held to the hash it was printed under and to the carrier's rules; or what is wrong with it. A store that
/// does not answer, or a key that is missing here, says nothing of the file.
fn open(floor: &Floor, row: &OnRoad) -> Result<std::result::Result<Vec<u8>, &'static str>> {
    let Some(key) = &row.file_key else { return Ok(Err(MISSING)) };
    let sealed = match floor.files.get(key) {
        Err(Error::Missing(_)) => return Ok(Err(MISSING)),
        sealed => sealed?,
    };
    let pdf = match floor.secrets.open(&seal_context(&row.id), &sealed) {
        Err(_) if floor.secrets.is_under_another_key(&sealed) => return Err(another_key()),
        Err(_) => return Ok(Err(CHANGED)),
        Ok(pdf) => pdf,
    };
    if row.file_sha256.as_deref() != Some(sha256(&pdf).as_str()) {
        return Ok(Err(CHANGED));
    }
    Ok(check_file(&pdf).map_or(Ok(pdf), |fault| Err(fault.code.text())))
}

fn another_key() -> Error {
    Error::invalid(
        "secrets.vault_keys",
        "secrets.vault_keys: the key that sealed these letters is not there. Put it back, behind the newest. Then try again.",
    )
}
