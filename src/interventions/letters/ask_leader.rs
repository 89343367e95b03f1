//! The mail that asks a senior leader to read and sign, once the letters of a round are made.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{
    compose_letter::ComposeLetter,
    mailing::let_in,
    state::State,
    store::{self, rounds::Round},
};
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        jobs::{self, Claim, Ending, Work},
        mail::{self, Outcome},
        web::Role,
    },
    trial::roster::people::{self, Person},
};

/// What a leader's personal link opens. The word is both its path and what its key is for.
pub const PURPOSE: &str = "letters/sign";
/// Raised, it would revoke every link that was sent.
const GENERATION: i32 = 1;

#[derive(Debug, Clone, Copy)]
pub struct AskLeader;

/// A round whose letters are to be signed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ToSign {
    pub round_id: String,
}

/// What the mail says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    authority: String,
    count: usize,
    post_on: NaiveDate,
    link: String,
}

impl ToSign {
    /// Reads a link; if its key does not fit, there is nothing here.
    pub fn opened(floor: &Floor, row: &str, key: &str) -> Result<Self> {
        auth::link_fits(floor, PURPOSE, row, GENERATION, key)?;
        Ok(Self { round_id: row.to_owned() })
    }

    /// The one page that the link opens.
    pub fn page(&self) -> String {
        format!("/letters/rounds/{}/sign", self.round_id)
    }

    /// The round, with the leader who signs it.
    ///
    /// # Errors
    /// `Missing`, where the leader has left.
    pub fn leader(&self, conn: &mut Conn, floor: &Floor) -> Result<(Round, Person)> {
        let round = store::rounds::one(conn, &self.round_id)?;
        let leader = people::person(conn, &round.signatory_id)?;
        match leader.left_on {
            Some(day) if day <= floor.clock.today() => Err(Error::Missing("The one who was to sign")),
            _ => Ok((round, leader)),
        }
    }
}

impl Work for AskLeader {
    const KIND: &'static str = "letters.ask_leader";
    type Job = ToSign;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &ToSign) -> Result<Claim<Self::Ready>> {
        if jobs::due::<ComposeLetter>(conn, floor.clock.now())? > 0 {
            return Ok(Claim::NotBefore(floor.clock.now() + TimeDelta::minutes(1)));
        }
        let letters = store::road::of_round(conn, &job.round_id)?;
        let count = letters.iter().filter(|letter| letter.state == State::Ready).count();
        if count == 0 {
            return Ok(Claim::NotNeeded("nothing is waiting to be signed".into()));
        }
        let (round, leader) = job.leader(conn, floor)?;
        let Some(email) = leader.email.clone() else {
            return Ok(Claim::NotNeeded("the leader has no e-mail address".into()));
        };
        let_in(conn, floor, &leader, Role::SeniorLeader, &round.authority_id)?;
        let words = Words {
            name: leader.names.known_as().to_owned(),
            authority: leader.authority,
            count,
            post_on: round.post_on,
            link: auth::link(floor, PURPOSE, &round.id, GENERATION),
        };
        Ok(Claim::Ready((email, words)))
    }

    fn work(&self, floor: &Floor, job_id: &str, (to, words): Self::Ready) -> Result<Outcome> {
        mail::deliver(floor, job_id, "letters_ready_to_sign", &to, &words)
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
