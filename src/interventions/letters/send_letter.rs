//! The job that hands one letter to the carrier. A carrier prints a letter as often as it is given it, so once a request may
//! have gone out, no other follows before the carrier's own list says that the letter is not there.

use chrono::TimeDelta;

use super::{
    hand_over::{End, Handed, Ready, hand_over},
    heard::{lost, never_sent, taken},
    one_letter::{Guard, OneLetter, not_owed},
    owed::Owed,
    sending::{News, Stage, is_out_of_sight, opens_at},
    state::{State, Step},
    store::{
        self,
        road::OnRoad,
        sendings::{Changes, Sending},
    },
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::Moment,
    db::Conn,
    error::{Error, Result},
    jobs::{Claim, Ending, LEASE, Work},
    post::Post,
};

#[derive(Debug)]
pub struct SendLetter {
    post: Post,
}

#[derive(Debug)]
pub struct Done {
    letter: Handed,
    end: End,
}

impl SendLetter {
    pub fn new(post: Post) -> Self {
        Self { post }
    }
}

impl Work for SendLetter {
    const KIND: &'static str = "letters.send";
    type Job = OneLetter;
    type Guard = Guard;
    type Ready = Ready;
    type Done = Done;

    /// Some three days, at the waits below.
    fn tries(&self) -> i32 {
        24
    }

    /// Five minutes at least: by then a letter that was taken stands in the carrier's list.
    fn wait(&self, tries: i32) -> TimeDelta {
        LEASE * (1 << tries.saturating_sub(1).clamp(0, 5))
    }

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &OneLetter) -> Result<Claim<Ready>> {
        let found = guard.find(conn, floor, job)?;
        let not_owed = match found.owed {
            Owed::Alarm(alarm) => return Ok(alarm.claim()),
            Owed::No(reason) => Some(reason),
            Owed::Yes => None,
        };
        let sending = store::sendings::newest(conn, &job.letter_id)?.ok_or(Error::Missing("The letter’s reference"))?;
        let stage = sending.stage()?;
        if !matches!(found.row.state, State::Printed | State::Sent) || !matches!(stage, Stage::Promised | Stage::Asked)
        {
            return without_a_file(floor, conn, &found.row, &sending, stage);
        }
        let now = floor.clock.now();
        let letter = Handed { row: found.row, sheet: found.sheet, sending, not_owed };
        if letter.row.state == State::Printed && not_owed.is_some() {
            drop_letter(conn, floor, &letter)?;
            return Ok(Claim::NotNeeded(not_owed.unwrap_or_default().into()));
        }
        match not_before(conn, &letter, stage, now)? {
            Some(moment) => Ok(Claim::NotBefore(moment)),
            // It is only looked for: another request now could be a second letter.
            None if stage == Stage::Asked && is_out_of_sight(letter.sending.asked_at, now) => {
                Ok(Claim::Ready(Ready { letter, claimed_at: now, asked_before: true, out_of_sight: true }))
            }
            None => ask(conn, letter, now).map(Claim::Ready),
        }
    }

    fn work(&self, floor: &Floor, _: &str, ready: Ready) -> Result<Done> {
        let carrier = self.post.carrier(&floor.settings.post)?;
        let end = hand_over(floor, carrier, &ready)?;
        Ok(Done { letter: ready.letter, end })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, done: Done) -> Result<Ending> {
        let (letter, now) = (&done.letter, floor.clock.now());
        match done.end {
            End::Taken(id) => taken(conn, floor, &letter.row, &letter.sending, &id)?,
            End::Spoilt(why) => never_sent(conn, floor, &letter.row, &letter.sending, why)?,
            End::Unknown => lost(conn, floor, &letter.sending)?,
            End::Absent => drop_letter(conn, floor, letter)?,
            End::Wait { until, full } => {
                let changes = Changes { not_before: Some(Some(until).filter(|_| full)), ..Changes::default() };
                store::sendings::go(conn, &letter.sending, News::NotYet, &changes)?;
                return Ok(Ending::NotBefore(until.max(now)));
            }
        }
        Ok(Ending::Done)
    }
}

/// A letter that is being printed again is sent when it is; one that ended meanwhile is promised no longer.
fn without_a_file(
    floor: &Floor,
    conn: &mut Conn,
    letter: &OnRoad,
    sending: &Sending,
    stage: Stage,
) -> Result<Claim<Ready>> {
    if stage == Stage::Promised && letter.state == State::Signed {
        return Ok(Claim::NotBefore(floor.clock.now() + TimeDelta::minutes(1)));
    }
    if stage == Stage::Promised && letter.state.is_dropped() {
        store::sendings::go(conn, sending, News::Drop, &Changes::default())?;
    }
    Ok(Claim::NotNeeded(letter.state.name().into()))
}

/// When it may be asked, if not now: the round's own day; the carrier's, when it said that one is full, though a letter that
/// may be there already is looked for all the same; and, where a request may have gone out, when it is over and would show.
fn not_before(conn: &mut Conn, letter: &Handed, stage: Stage, now: Moment) -> Result<Option<Moment>> {
    let asked = letter.sending.asked_at.filter(|_| stage == Stage::Asked).map(|at| at + LEASE);
    let full =
        if letter.sending.posts == 0 { store::sendings::full_until(conn, now)? } else { letter.sending.not_before };
    let opens = Some(opens_at(&letter.sheet.round));
    Ok([asked, full, opens].into_iter().flatten().max().filter(|moment| *moment > now))
}

/// Puts down, before anything leaves, that a request may.
fn ask(conn: &mut Conn, mut letter: Handed, now: Moment) -> Result<Ready> {
    let posts = letter.sending.posts + 1;
    let changes = Changes { asked_at: Some(now), posts: Some(posts), not_before: Some(None), ..Changes::default() };
    store::sendings::go(conn, &letter.sending, News::Ask, &changes)?;
    if letter.row.state == State::Printed {
        store::road::go(conn, &letter.row, Step::Send, &store::road::Changes::default())?;
        letter.row = store::road::one(conn, &letter.row.id)?;
        audit::write(
            conn,
            now,
            &Act::new("worker", "letter.leaves", &letter.row.id).because(&letter.sending.reference),
        )?;
    }
    letter.sending = store::sendings::one(conn, &letter.sending.reference)?;
    Ok(Ready { letter, claimed_at: now, asked_before: posts > 1, out_of_sight: false })
}

/// The carrier does not have it and the person is owed nothing any more: it ends here.
fn drop_letter(conn: &mut Conn, floor: &Floor, letter: &Handed) -> Result<()> {
    store::sendings::go(conn, &letter.sending, News::Drop, &Changes::default())?;
    not_owed(conn, floor, &letter.sheet.round, &letter.row, letter.not_owed.unwrap_or("not_owed"))
}
