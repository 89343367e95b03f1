//! The mail that tells a colleague that they are not needed as cover any more: the Round is off, or whoever they were to cover for
//! does not go, or somebody else covers.

use serde::{Deserialize, Serialize};

use super::{
    mailing::cover_link,
    place::{Cover, Place, State},
    store,
};
use crate::{
    floor::{
        Floor,
        clock::appointment,
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work, only},
        mail::{self, Letter, Outcome},
    },
    trial::roster::people,
};

#[derive(Debug, Clone, Copy)]
pub struct ReleaseCover;

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
    /// Whom they were to cover for.
    for_whom: String,
    when: String,
    link: String,
}

/// Promises word to whoever was asked to cover, or agreed to, where `place` has such.
pub fn release(conn: &mut Conn, floor: &Floor, place: &Place) -> Result<()> {
    match (&place.cover_id, place.cover) {
        (Some(cover_id), Cover::Asked | Cover::Accepted) => {
            let job = Job { place_id: place.id.clone(), cover_id: cover_id.clone() };
            jobs::enqueue::<ReleaseCover>(conn, floor, &job)
        }
        _ => Ok(()),
    }
}

impl Work for ReleaseCover {
    const KIND: &'static str = "rounds.release_cover";
    type Job = Job;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &Job) -> Result<Claim<Self::Ready>> {
        let place = store::places::one(conn, &job.place_id)?;
        let round = store::rounds::one(conn, &place.round_id)?;
        let still = place.cover_id.as_deref() == Some(&job.cover_id)
            && matches!(place.cover, Cover::Asked | Cover::Accepted)
            && place.state == State::Booked;
        if still && round.state.is_open() {
            return Ok(Claim::NotNeeded("they cover after all".into()));
        }
        if round.span.starts <= floor.clock.now() {
            return Ok(Claim::NotNeeded("the Round has begun".into()));
        }
        let (colleague, who) = (people::person(conn, &job.cover_id)?, people::person(conn, &place.person_id)?);
        let Some(to) = colleague.email.clone() else {
            return Ok(Claim::NotNeeded("they have no e-mail address".into()));
        };
        let words = Words {
            name: colleague.names.known_as().to_owned(),
            authority: colleague.authority.clone(),
            for_whom: who.names.full(),
            when: appointment(round.booked().starts),
            link: cover_link(floor, &place.id, &colleague.id),
        };
        Ok(Claim::Ready((to, words)))
    }

    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done> {
        only(self.work_batch(floor, vec![(job_id.to_owned(), ready)]))
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Outcome>> {
        let letter = |(job_id, (to, words))| Letter::new(job_id, "round_cover_off", to, words);
        mail::deliver_all(floor, batch.into_iter().map(letter).collect())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
