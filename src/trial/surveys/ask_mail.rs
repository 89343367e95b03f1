//! The mail that asks one question. Its link shows the answers, a press each.

use serde::{Deserialize, Serialize};

use super::{question::Question, store};
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        jobs::{Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
    },
    trial::{
        allocation::receives::enrolled,
        contact::{
            class::Class,
            may_send::{Sending, Verdict, may_send, unsent},
        },
        roster::people,
        uptake::{event::Event, record::record},
    },
};

/// What the link opens. The word is both its path and what its key is for.
pub const PURPOSE: &str = "survey";
const GENERATION: i32 = 1;
/// How much time it asks for.
const MINUTES: i32 = 1;

#[derive(Debug, Clone, Copy)]
pub struct AskMail;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub question_id: String,
    pub person_id: String,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    question: String,
    link: String,
}

impl Job {
    fn row(&self) -> String {
        format!("{}.{}", self.question_id, self.person_id)
    }

    /// What it is to the week's budget, and to be promised once.
    pub fn what(&self) -> String {
        format!("{}:{}:{}", AskMail::KIND, self.question_id, self.person_id)
    }

    pub fn link(&self, floor: &Floor) -> String {
        auth::link(floor, PURPOSE, &self.row(), GENERATION)
    }

    /// Reads the row of a link whose key fits; if it does not, there is nothing here.
    pub fn opened(floor: &Floor, row: &str, key: &str) -> Result<Self> {
        auth::link_fits(floor, PURPOSE, row, GENERATION, key)?;
        let (question_id, person_id) = row.split_once('.').ok_or(Error::Missing("that link"))?;
        Ok(Self { question_id: question_id.to_owned(), person_id: person_id.to_owned() })
    }
}

impl Work for AskMail {
    const KIND: &'static str = "surveys.ask";
    type Job = Job;
    type Guard = ();
    type Ready = (Job, String, Words);
    type Done = (Job, Outcome);

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let (question, now) = (Question::find(conn, &job.question_id)?, floor.clock.now());
        if !question.is_open(now) {
            return Ok(Claim::NotNeeded("the question is closed".into()));
        }
        if store::answer(conn, &question.id, &job.person_id)?.is_some() {
            return Ok(Claim::NotNeeded("it is answered".into()));
        }
        if !enrolled(conn, &job.person_id, &question.trial_id, now)? {
            return Ok(Claim::NotNeeded("they are not in the trial any more".into()));
        }
        let (class, what) = (Class::Ask, job.what());
        match may_send(conn, floor, &Sending { person_id: &job.person_id, class, minutes: MINUTES, what: &what })? {
            Verdict::Now => {}
            Verdict::NotBefore(moment) => return Ok(Claim::NotBefore(moment)),
            Verdict::Never(why) => return Ok(Claim::NotNeeded(why.into())),
        }
        let person = people::person(conn, &job.person_id)?;
        let Some(to) = person.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let words = Words {
            name: person.names.known_as().to_owned(),
            authority: person.authority,
            question: question.words,
            link: job.link(floor),
        };
        Ok(Claim::Ready((job.clone(), to, words)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Self::Done>> {
        mail::deliver_batch(floor, batch, |job_id, (job, to, words)| {
            (Letter::new(job_id, "question_asked", to, words), job)
        })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, (job, outcome): Self::Done) -> Result<Ending> {
        match &outcome {
            Outcome::Sent => {
                let (question, now) = (Question::find(conn, &job.question_id)?, floor.clock.now());
                record(conn, now, Event::RecallAsked, &job.person_id, &question.trial_id, &question.id, "")?;
            }
            Outcome::Refused(_) | Outcome::TooLate => unsent(conn, &job.what())?,
            Outcome::Waits(_) => {}
        }
        Ok(outcome.ending())
    }
}
