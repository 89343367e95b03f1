//! The job that asks the carrier once more for a letter whose handing-over was let go before an answer came. Either it is
//! there, and goes on as any other; or the carrier never got it, and somebody decides what becomes of it.

use super::{
    hand_over::{End, look_for},
    heard::{lost, never_sent, taken},
    one_letter::OneLetter,
    send_letter::SendLetter,
    sending::{Stage, is_out_of_sight},
    store::{self, sendings::Sending},
};
use crate::floor::{
    Floor,
    db::Conn,
    error::{Error, Result},
    jobs::{self, Claim, Ending, LEASE, Work},
    post::Post,
};

/// The carrier's list had nothing of the letter.
const NOT_THERE: &str = "not-there";

#[derive(Debug)]
pub struct LookFor {
    post: Post,
}

impl LookFor {
    pub fn new(post: Post) -> Self {
        Self { post }
    }
}

/// Whether a letter is still being handed over by a job that runs, waits, or may be tried again.
fn is_being_sent(conn: &mut Conn, letter_id: &str) -> Result<bool> {
    Ok(jobs::open_of::<SendLetter>(conn)?.iter().any(|job| job.letter_id == letter_id))
}

/// The same, or being looked for.
pub fn is_in_work(conn: &mut Conn, letter_id: &str) -> Result<bool> {
    let looked_for = jobs::open_of::<LookFor>(conn)?.iter().any(|job| job.letter_id == letter_id);
    Ok(looked_for || is_being_sent(conn, letter_id)?)
}

impl Work for LookFor {
    const KIND: &'static str = "letters.look_for";
    type Job = OneLetter;
    type Guard = ();
    type Ready = Sending;
    type Done = (Sending, Option<End>);

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &OneLetter) -> Result<Claim<Sending>> {
        let sending = store::sendings::newest(conn, &job.letter_id)?.ok_or(Error::Missing("The letter’s reference"))?;
        if sending.stage()? != Stage::Asked || is_being_sent(conn, &job.letter_id)? {
            return Ok(Claim::NotNeeded("the carrier has answered since, or is being asked".into()));
        }
        // A request that was held up has ended by then, and would show.
        let over = sending.asked_at.map(|at| at + LEASE).filter(|over| *over > floor.clock.now());
        Ok(over.map_or(Claim::Ready(sending), Claim::NotBefore))
    }

    fn work(&self, floor: &Floor, _: &str, sending: Sending) -> Result<(Sending, Option<End>)> {
        let carrier = self.post.carrier(&floor.settings.post)?;
        let end = look_for(floor, carrier, &sending)?;
        Ok((sending, end))
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, (sending, end): (Sending, Option<End>)) -> Result<Ending> {
        let letter = store::road::one(conn, &sending.letter_id)?;
        match end {
            Some(End::Wait { until, .. }) => return Ok(Ending::NotBefore(until)),
            Some(End::Taken(id)) => taken(conn, floor, &letter, &sending, &id)?,
            _ if is_out_of_sight(sending.asked_at, floor.clock.now()) => lost(conn, floor, &sending)?,
            _ => never_sent(conn, floor, &letter, &sending, NOT_THERE)?,
        }
        Ok(Ending::Done)
    }
}
