//! A half hour leaves a diary: a mail with the cancelled entry. It is owed whatever somebody chose, and to whoever has left
//! too, since the entry is in their diary still.

use serde::{Deserialize, Serialize};

use super::{
    entry::{diary, entry},
    store, wording,
};
use crate::{
    floor::{
        Floor,
        calendar::Method,
        clock::appointment,
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work, only},
        mail::{self, Extras, Letter, Outcome},
    },
    trial::roster::people,
};

#[derive(Debug, Clone, Copy)]
pub struct Withdraw;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub slot_id: String,
    pub sequence: i32,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    when: String,
    /// Whether they passed it over themselves.
    skipped: bool,
    link: String,
}

impl Work for Withdraw {
    const KIND: &'static str = "goals.withdraw";
    type Job = Job;
    type Guard = ();
    type Ready = (String, Words, Extras);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let slot = store::slots::one(conn, &job.slot_id)?;
        if slot.sequence != job.sequence || !slot.state.is_closed() {
            return Ok(Claim::NotNeeded("it was wanted again".into()));
        }
        let person = people::person(conn, &slot.person_id)?;
        let Some(to) = person.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let run = store::runs::one(conn, &slot.run_id)?;
        let entry = entry(floor, &wording::course(conn, &run)?, &slot, &person)?;
        let words = Words {
            name: person.names.known_as().to_owned(),
            authority: person.authority,
            when: appointment(slot.span.starts),
            skipped: slot.state == super::slot::State::Skipped,
            link: super::mailing::half_link(floor, &slot.id),
        };
        let extras = Extras {
            answers_to: Some(entry.organiser.email.clone()),
            diary: Some(diary(Method::Cancel, &entry)),
            ..Extras::default()
        };
        Ok(Claim::Ready((to, words, extras)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch.into_iter().map(|(job_id, (to, words, extras))| Letter {
            extras,
            ..Letter::new(job_id, "goals_cancelled", to, words)
        });
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
