//! The mail that asks a colleague whether they cover for somebody's hour.

use serde::{Deserialize, Serialize};

use super::{
    entry::Occasion,
    mailing::cover_link,
    place::{Cover, State},
    seating::open,
    store,
};
use crate::{
    floor::{
        Floor,
        clock::appointment,
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
    },
    trial::roster::people,
};

#[derive(Debug, Clone, Copy)]
pub struct AskCover;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub place_id: String,
    pub cover_id: String,
}

/// What it says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    /// Who asks.
    for_whom: String,
    when: String,
    link: String,
}

impl Work for AskCover {
    const KIND: &'static str = "rounds.ask_cover";
    type Job = Job;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    /// A colleague may be of any arm: it asks them for cover, as a colleague would, and offers them nothing.
    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let place = store::places::one(conn, &job.place_id)?;
        let asked = place.cover == Cover::Asked && place.cover_id.as_deref() == Some(&job.cover_id);
        let round = store::rounds::one(conn, &place.round_id)?;
        if !asked || place.state != State::Booked || open(&round, floor.clock.now()).is_err() {
            return Ok(Claim::NotNeeded("nobody is asked to cover any more".into()));
        }
        let (colleague, who) = (people::person(conn, &job.cover_id)?, people::person(conn, &place.person_id)?);
        let Some(to) = colleague.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let occasion = Occasion::of(conn, round)?;
        let words = Words {
            name: colleague.names.known_as().to_owned(),
            authority: colleague.authority.clone(),
            for_whom: who.names.full(),
            when: appointment(occasion.round.booked().starts),
            link: cover_link(floor, &place.id, &colleague.id),
        };
        Ok(Claim::Ready((to, words)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letters = batch.into_iter().map(|(job_id, (to, words))| Letter::new(job_id, "round_cover", to, words));
        mail::deliver_all(floor, letters.collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
