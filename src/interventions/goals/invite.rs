//! An invitation to a half hour, or the word that it has moved: a mail with the entry in it, which the diary takes by its UID.

use serde::{Deserialize, Serialize};

use super::{
    cancel::cancel,
    entry::{diary, entry},
    free_time::free_for,
    mailing::{half_link, stop_link},
    move_slot::move_to,
    record::{of_week, record},
    run::GOALS,
    slot::{Slot, State, Step},
    store, wording,
};
use crate::{
    floor::{
        Floor,
        calendar::Method,
        clock::{Moment, appointment},
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work, only},
        mail::{self, Extras, Letter, Outcome, is_written},
    },
    trial::{
        allocation::receives::{Guard, receives},
        availability::weekly::nearest,
        contact::{
            class::Class,
            may_send::{Sending, Verdict, may_send, unsent},
        },
        roster::people,
        uptake::event::Event,
    },
};

#[derive(Debug, Clone, Copy)]
pub struct InviteMail;

/// Which state of which entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    pub slot_id: String,
    pub sequence: i32,
}

/// What the mail says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    when: String,
    week: i32,
    title: String,
    invitation: String,
    moved: bool,
    link: String,
}

#[derive(Debug)]
pub struct Ready {
    invite: Invite,
    person_id: String,
    to: String,
    words: Words,
    extras: Extras,
}

/// Which one left.
#[derive(Debug)]
pub struct Done {
    invite: Invite,
    person_id: String,
}

/// Promises one, once ever for each state of an entry.
pub fn promise(conn: &mut Conn, floor: &Floor, invite: &Invite) -> Result<()> {
    jobs::enqueue_once::<InviteMail>(conn, floor, &what(invite), invite, floor.clock.now()).map(drop)
}

impl Work for InviteMail {
    const KIND: &'static str = "goals.invite";
    type Job = Invite;
    type Guard = Guard;
    type Ready = Ready;
    type Done = (Done, Outcome);

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &Invite) -> Result<Claim<Ready>> {
        let (slot, now) = (store::slots::one(conn, &job.slot_id)?, floor.clock.now());
        if let Some(why) = no_longer(&slot, job, now) {
            return Ok(Claim::NotNeeded(why.into()));
        }
        if let Err(claim) = receives(conn, floor, guard, &slot.person_id, GOALS, now)?.for_job(&slot.person_id) {
            return Ok(claim);
        }
        if slot.state == State::Planned && !clear(conn, floor, &slot)? {
            return Ok(Claim::NotNeeded("something came to be there, and it was kept clear of that".into()));
        }
        let class = class_of(&slot);
        let minutes = if class == Class::Service { 30 } else { 0 };
        let sending = Sending { person_id: &slot.person_id, class, minutes, what: &what(job) };
        match may_send(conn, floor, &sending)? {
            Verdict::Now => ready(conn, floor, job, &slot),
            Verdict::NotBefore(moment) if moment < slot.span.starts => Ok(Claim::NotBefore(moment)),
            Verdict::NotBefore(_) => Ok(Claim::NotNeeded("nothing may be sent before the half hour".into())),
            Verdict::Never(why) => Ok(Claim::NotNeeded(why.into())),
        }
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Ready)>) -> Vec<Result<Self::Done>> {
        mail::deliver_batch(floor, batch, |job_id, Ready { invite, person_id, to, words, extras }| {
            (Letter { extras, ..Letter::new(job_id, "goals_invite", to, words) }, Done { invite, person_id })
        })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, (done, outcome): Self::Done) -> Result<Ending> {
        let Done { invite, person_id } = done;
        store::slots::hold(conn, &invite.slot_id)?;
        let slot = store::slots::one(conn, &invite.slot_id)?;
        let run = store::runs::one(conn, &slot.run_id)?;
        let occasion = of_week(&run.id, slot.week);
        match &outcome {
            Outcome::Sent => {
                if slot.state == State::Planned {
                    store::slots::put(conn, &Slot { state: slot.state.next(Step::Invite)?, ..slot.clone() })?;
                }
                record(conn, floor, &run, Event::SlotInvited, &person_id, &occasion, "")?;
            }
            Outcome::Refused(_) => {
                unsent(conn, &what(&invite))?;
                record(conn, floor, &run, Event::GoalsBounced, &person_id, &occasion, "invitation")?;
            }
            Outcome::TooLate => unsent(conn, &what(&invite))?,
            Outcome::Waits(_) => {}
        }
        Ok(outcome.ending())
    }
}

/// Why a half hour is called off in a week that has no room for it.
const NOTHING_FREE: &str = "nothing_free";

/// The job of a first invitation, as a week's promises name it (`jobs::promise_each`).
fn first_job(slot_id: &str) -> String {
    format!("{}.{slot_id}", InviteMail::KIND)
}

/// Whether nothing came to be known since that takes this time. Where something did, the half hour moves to the nearest free time
/// of its week, or is called off where there is none.
fn clear(conn: &mut Conn, floor: &Floor, slot: &Slot) -> Result<bool> {
    let time = store::times::one(conn, &slot.time_id)?;
    let free = free_for(conn, floor, &time, slot.week)?;
    if free.is_free(&slot.span) {
        return Ok(true);
    }
    let run = store::runs::one(conn, &slot.run_id)?;
    match nearest(&free, &slot.span, floor.clock.now()) {
        Some(span) => move_to(conn, floor, &run, slot, span, "hearten")?,
        // What was never written is in nobody's diary: it goes without a word.
        None if !is_written(conn, &first_job(&slot.id))? => {
            let state = slot.state.next(Step::Cancel)?;
            store::slots::put(conn, &Slot { state, reason: Some(NOTHING_FREE.to_owned()), ..slot.clone() })?;
            record(
                conn,
                floor,
                &run,
                Event::SlotCancelled,
                &slot.person_id,
                &of_week(&run.id, slot.week),
                NOTHING_FREE,
            )?;
        }
        None => cancel(conn, floor, &run, slot, NOTHING_FREE)?,
    }
    Ok(false)
}

/// Why an invitation is not sent any more.
fn no_longer(slot: &Slot, job: &Invite, now: Moment) -> Option<&'static str> {
    if slot.sequence != job.sequence {
        return Some("a later one is on its way");
    }
    if slot.state.is_closed() {
        return Some("the half hour was passed over or taken back");
    }
    (slot.span.starts <= now).then_some("the half hour has begun")
}

/// The first invitation asks for time. The word that it has moved answers what somebody just did, and asks nothing more.
fn class_of(slot: &Slot) -> Class {
    if slot.state == State::Planned { Class::Service } else { Class::Answer }
}

/// What it is to the week's budget.
fn what(invite: &Invite) -> String {
    format!("{}:{}:{}", InviteMail::KIND, invite.slot_id, invite.sequence)
}

fn ready(conn: &mut Conn, floor: &Floor, invite: &Invite, slot: &Slot) -> Result<Claim<Ready>> {
    let person = people::person(conn, &slot.person_id)?;
    let Some(to) = person.email.clone() else {
        return Ok(Claim::NotNeeded("they have no e-mail address".into()));
    };
    let run = store::runs::one(conn, &slot.run_id)?;
    let course = wording::course(conn, &run)?;
    let week = course.week(slot.week)?;
    let words = Words {
        name: person.names.known_as().to_owned(),
        authority: person.authority.clone(),
        when: appointment(slot.span.starts),
        week: slot.week,
        title: week.title.clone(),
        invitation: week.invitation.clone(),
        moved: slot.sequence > 0,
        link: half_link(floor, &slot.id),
    };
    let entry = entry(floor, &course, slot, &person)?;
    let extras = Extras {
        answers_to: Some(entry.organiser.email.clone()),
        diary: Some(diary(Method::Request, &entry)),
        until: Some(slot.span.starts),
        stop: Some(stop_link(floor, &slot.time_id)),
    };
    let person_id = slot.person_id.clone();
    Ok(Claim::Ready(Ready { invite: invite.clone(), person_id, to, words, extras }))
}
