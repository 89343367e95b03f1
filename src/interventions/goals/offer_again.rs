//! The mail that offers another time for a half hour that was lost: three free times, ten minutes now, or next week. One for
//! each half hour, whatever it was lost to.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{mailing::half_link, rescue::offers, run::GOALS, slot::Slot, store};
use crate::{
    floor::{
        Floor,
        clock::appointment,
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
    },
    trial::{
        allocation::receives::{Guard, receives},
        availability::free::Availability,
        contact::{
            class::Class,
            may_send::{Sending, Verdict, may_send, unsent},
        },
        roster::people,
    },
};

/// For how long after a half hour another time for it is of use.
const USEFUL: TimeDelta = TimeDelta::days(7);

#[derive(Debug, Clone, Copy)]
pub struct OfferAgain;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub slot_id: String,
    /// It is offered since something else came to be known there.
    #[serde(default)]
    pub taken: bool,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    when: String,
    /// It is still to come, and something else is known to be there.
    taken: bool,
    times: Vec<String>,
    link: String,
}

/// Promises it, once for each half hour, and puts down that it was.
pub fn offer_once(conn: &mut Conn, floor: &Floor, slot: &Slot) -> Result<bool> {
    promise(conn, floor, slot, false)
}

/// The same, for one that is still to come and lies where something else is by now. It is needed only as long as that is so.
pub fn offer_taken(conn: &mut Conn, floor: &Floor, slot: &Slot) -> Result<bool> {
    promise(conn, floor, slot, true)
}

fn promise(conn: &mut Conn, floor: &Floor, slot: &Slot, taken: bool) -> Result<bool> {
    let now = floor.clock.now();
    store::slots::put(conn, &Slot { offered_at: Some(now), ..slot.clone() })?;
    let job = Job { slot_id: slot.id.clone(), taken };
    jobs::enqueue_once::<OfferAgain>(conn, floor, &what(&slot.id), &job, now)
}

impl Work for OfferAgain {
    const KIND: &'static str = "goals.offer_again";
    type Job = Job;
    type Guard = Guard;
    type Ready = (String, String, Words);
    type Done = (String, Outcome);

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &Job) -> Result<Claim<Self::Ready>> {
        let (slot, now) = (store::slots::one(conn, &job.slot_id)?, floor.clock.now());
        if slot.offered_at.is_none() || slot.state.is_closed() {
            return Ok(Claim::NotNeeded("it has another time, or was passed over".into()));
        }
        if store::parts::one(conn, &slot.time_id, slot.week)?.is_some() || now > slot.span.ends + USEFUL {
            return Ok(Claim::NotNeeded("something was begun, or it is too late for it".into()));
        }
        if job.taken && !Availability::of(conn, floor, &slot.person_id)?.is_taken(&slot.span) {
            return Ok(Claim::NotNeeded("nothing else is known to be there any more".into()));
        }
        if let Err(claim) = receives(conn, floor, guard, &slot.person_id, GOALS, now)?.for_job(&slot.person_id) {
            return Ok(claim);
        }
        let (class, what) = (Class::Service, what(&slot.id));
        match may_send(conn, floor, &Sending { person_id: &slot.person_id, class, minutes: 0, what: &what })? {
            Verdict::Now => {}
            Verdict::NotBefore(moment) => return Ok(Claim::NotBefore(moment)),
            Verdict::Never(why) => return Ok(Claim::NotNeeded(why.into())),
        }
        let person = people::person(conn, &slot.person_id)?;
        let Some(to) = person.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let time = store::times::one(conn, &slot.time_id)?;
        let times = offers(conn, floor, &time, &slot)?;
        let words = Words {
            name: person.names.known_as().to_owned(),
            authority: person.authority,
            when: appointment(slot.span.starts),
            taken: job.taken && slot.span.starts > now,
            times: times.iter().map(|span| appointment(span.starts)).collect(),
            link: half_link(floor, &slot.id),
        };
        Ok(Claim::Ready((slot.id, to, words)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Self::Done>> {
        mail::deliver_batch(floor, batch, |job_id, (slot_id, to, words)| {
            (Letter::new(job_id, "goals_again", to, words), slot_id)
        })
    }

    fn settle(&self, _: &Floor, conn: &mut Conn, (slot_id, outcome): Self::Done) -> Result<Ending> {
        if matches!(outcome, Outcome::Refused(_) | Outcome::TooLate) {
            unsent(conn, &what(&slot_id))?;
        }
        Ok(outcome.ending())
    }
}

/// What it is to the week's budget, and to be promised once.
fn what(slot_id: &str) -> String {
    format!("{}:{slot_id}", OfferAgain::KIND)
}
