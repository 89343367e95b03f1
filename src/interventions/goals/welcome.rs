//! The first message to somebody: what this is, when their half hour is, and a link that offers a first step.

use serde::{Deserialize, Serialize};

use super::{mailing::my_link, protected::State, record::record, run::GOALS, store, wording};
use crate::{
    floor::{
        Floor,
        clock::{appointment, london_date},
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
        web::Role,
    },
    trial::{
        allocation::receives::{Guard, receives},
        contact::{
            class::Class,
            may_send::{Sending, Verdict, may_send, unsent},
        },
        roster::{let_in::let_in, people},
        uptake::event::Event,
    },
};

/// What a first step takes.
const MINUTES: i32 = 2;

#[derive(Debug, Clone, Copy)]
pub struct Welcome;

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
    about: String,
    /// When the first half hour is; `None` where none was agreed.
    first: Option<String>,
    /// Whether the manager agreed to it.
    agreed: bool,
    link: String,
}

#[derive(Debug)]
pub struct Ready {
    time_id: String,
    person_id: String,
    to: String,
    words: Words,
}

impl Work for Welcome {
    const KIND: &'static str = "goals.welcome";
    type Job = Job;
    type Guard = Guard;
    type Ready = Ready;
    type Done = ((String, String), Outcome);

    fn claim(&self, floor: &Floor, conn: &mut Conn, guard: &mut Guard, job: &Job) -> Result<Claim<Ready>> {
        let time = store::times::one(conn, &job.time_id)?;
        let (run, now) = (store::runs::one(conn, &time.run_id)?, floor.clock.now());
        if run.is_over(london_date(now)) {
            return Ok(Claim::NotNeeded("the six weeks are over".into()));
        }
        if let Err(claim) = receives(conn, floor, guard, &time.person_id, GOALS, now)?.for_job(&time.person_id) {
            return Ok(claim);
        }
        let (class, minutes) = (Class::Service, MINUTES);
        let sending = Sending { person_id: &time.person_id, class, minutes, what: &what(&time.id) };
        match may_send(conn, floor, &sending)? {
            Verdict::Now => {}
            Verdict::NotBefore(moment) => return Ok(Claim::NotBefore(moment)),
            Verdict::Never(why) => return Ok(Claim::NotNeeded(why.into())),
        }
        let person = people::person(conn, &time.person_id)?;
        let Some(to) = person.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let_in(conn, floor, &person, Role::SocialWorker, &person.authority_id)?;
        let course = wording::course(conn, &run)?;
        let first = store::slots::of_time(conn, &time.id)?.into_iter().find(|slot| !slot.state.is_closed());
        let words = Words {
            name: person.names.known_as().to_owned(),
            authority: person.authority,
            course: course.name,
            about: course.about,
            agreed: time.state == State::Agreed,
            first: first.map(|slot| appointment(slot.span.starts)),
            link: my_link(floor, &time.id),
        };
        Ok(Claim::Ready(Ready { time_id: time.id, person_id: time.person_id, to, words }))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Ready)>) -> Vec<Result<Self::Done>> {
        mail::deliver_batch(floor, batch, |job_id, Ready { time_id, person_id, to, words }| {
            (Letter::new(job_id, "goals_welcome", to, words), (time_id, person_id))
        })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, ((time_id, person_id), outcome): Self::Done) -> Result<Ending> {
        let time = store::times::one(conn, &time_id)?;
        let run = store::runs::one(conn, &time.run_id)?;
        match &outcome {
            Outcome::Sent => drop(record(conn, floor, &run, Event::GoalsOffered, &person_id, &run.id, "")?),
            Outcome::Refused(_) => {
                unsent(conn, &what(&time_id))?;
                record(conn, floor, &run, Event::GoalsBounced, &person_id, &run.id, "welcome")?;
            }
            Outcome::TooLate => unsent(conn, &what(&time_id))?,
            Outcome::Waits(_) => {}
        }
        Ok(outcome.ending())
    }
}

/// What it is to the week's budget.
fn what(time_id: &str) -> String {
    format!("{}:{time_id}", Welcome::KIND)
}
