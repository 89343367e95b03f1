//! The mail that brings somebody their own link once more, because they asked for it.

use serde::{Deserialize, Serialize};

use super::{mailing::my_link, store, wording};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
    },
    trial::roster::people,
};

#[derive(Debug, Clone, Copy)]
pub struct SendLink;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub time_id: String,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    course: String,
    link: String,
}

impl Work for SendLink {
    const KIND: &'static str = "goals.send_link";
    type Job = Job;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let time = store::times::one(conn, &job.time_id)?;
        let person = people::person(conn, &time.person_id)?;
        let Some(to) = person.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let run = store::runs::one(conn, &time.run_id)?;
        let (name, course) = (person.names.known_as().to_owned(), wording::course(conn, &run)?.name);
        Ok(Claim::Ready((to, Words { name, authority: person.authority, course, link: my_link(floor, &time.id) })))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch.into_iter().map(|(job_id, (to, words))| Letter::new(job_id, "goals_link", to, words));
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
