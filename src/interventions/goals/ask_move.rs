//! The mail that asks a manager whether a half hour may move outside what was agreed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{mailing::Page, store};
use crate::{
    floor::{
        Floor,
        clock::{Moment, appointment, london_date},
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
    },
    trial::roster::people,
};

#[derive(Debug, Clone, Copy)]
pub struct AskMove;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub slot_id: String,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    person: String,
    from: String,
    to: String,
    by: NaiveDate,
    authority: String,
    link: String,
}

impl Work for AskMove {
    const KIND: &'static str = "goals.ask_move";
    type Job = Job;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let slot = store::slots::one(conn, &job.slot_id)?;
        let Some(wanted) = slot.wanted_at.filter(|at| *at > floor.clock.now()) else {
            return Ok(Claim::NotNeeded("nothing is asked for any more".into()));
        };
        let time = store::times::one(conn, &slot.time_id)?;
        let Some(manager) = time.manager_id.map(|id| people::person(conn, &id)).transpose()? else {
            return Ok(Claim::NotNeeded("they have no manager".into()));
        };
        let Some(email) = manager.email.clone().filter(|_| manager.left_on.is_none()) else {
            return Ok(Claim::NotNeeded("the manager has left or has no e-mail address".into()));
        };
        let page = Page { run_id: slot.run_id.clone(), manager_id: manager.id.clone(), reminder: 0 };
        let person = people::person(conn, &slot.person_id)?;
        let first: Moment = slot.span.starts.min(wanted);
        Ok(Claim::Ready((
            email,
            Words {
                name: manager.names.known_as().to_owned(),
                person: person.names.full(),
                from: appointment(slot.span.starts),
                to: appointment(wanted),
                by: london_date(first),
                authority: manager.authority,
                link: page.link(floor),
            },
        )))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch.into_iter().map(|(job_id, (to, words))| Letter::new(job_id, "move_asked", to, words));
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
