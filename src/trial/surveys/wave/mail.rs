//! The mail of a survey, and its reminders. In a named wave the link is the person's own, and no reminder goes to who has answered;
//! in an anonymous one it is the same for all, and nobody knows who has.

use serde::{Deserialize, Serialize};

use super::{
    Mode, Wave,
    asked::{goes_on, is_asked},
    minutes,
};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
    },
    trial::{
        contact::{
            class::Class,
            may_send::{Sending, Verdict, may_send, unsent},
        },
        roster::people,
        surveys::sheet::{link_for_all, link_of_person, saved::has_sent},
        uptake::{event::Event, record::record},
    },
};

#[derive(Debug, Clone, Copy)]
pub struct WaveMail;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub wave_id: String,
    pub person_id: String,
    /// 0 for the first mail, then the reminders.
    pub number: i32,
}

impl Job {
    /// What it is to the week's budget, and to be promised once.
    #[must_use]
    pub fn what(&self) -> String {
        format!("{}:{}:{}:{}", WaveMail::KIND, self.wave_id, self.person_id, self.number)
    }
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    minutes: i32,
    closes: String,
    anonymous: bool,
    reminder: bool,
    link: String,
}

impl Work for WaveMail {
    const KIND: &'static str = "surveys.wave_mail";
    type Job = Job;
    type Guard = ();
    type Ready = (Job, String, Words);
    type Done = (Job, Outcome);

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let wave = Wave::find(conn, &job.wave_id)?;
        if !wave.is_open(floor.clock.now()) {
            return Ok(Claim::NotNeeded("the survey is closed".into()));
        }
        if wave.mode == Mode::Named && has_sent(conn, &wave, &job.person_id)? {
            return Ok(Claim::NotNeeded("it is answered".into()));
        }
        if !goes_on(conn, &wave)? {
            return Ok(Claim::NotNeeded("the trial has ended".into()));
        }
        if !is_asked(conn, floor, &wave, &job.person_id)? {
            return Ok(Claim::NotNeeded("they are not in the trial any more".into()));
        }
        let person = people::person(conn, &job.person_id)?;
        let Some(to) = person.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let minutes = minutes(&wave.asked(conn)?);
        let (class, what) = (Class::Ask, job.what());
        match may_send(conn, floor, &Sending { person_id: &job.person_id, class, minutes, what: &what })? {
            Verdict::Now => {}
            Verdict::NotBefore(moment) => return Ok(Claim::NotBefore(moment)),
            Verdict::Never(why) => return Ok(Claim::NotNeeded(why.into())),
        }
        let anonymous = wave.mode == Mode::Anonymous;
        let words = Words {
            name: person.names.known_as().to_owned(),
            authority: person.authority,
            minutes,
            closes: long_date(wave.closes_on),
            anonymous,
            reminder: job.number > 0,
            link: if anonymous {
                link_for_all(floor, &wave.id)
            } else {
                link_of_person(floor, &wave.id, &job.person_id)
            },
        };
        Ok(Claim::Ready((job.clone(), to, words)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Self::Done>> {
        mail::deliver_batch(floor, batch, |job_id, (job, to, words)| {
            (Letter::new(job_id, "survey_asked", to, words), job)
        })
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, (job, outcome): Self::Done) -> Result<Ending> {
        match &outcome {
            Outcome::Sent => {
                let wave = Wave::find(conn, &job.wave_id)?;
                record(conn, floor.clock.now(), Event::SurveyAsked, &job.person_id, &wave.trial_id, &wave.id, "")?;
            }
            Outcome::Refused(_) | Outcome::TooLate => unsent(conn, &job.what())?,
            Outcome::Waits(_) => {}
        }
        Ok(outcome.ending())
    }
}
