//! The mail that asks a senior leader to read and sign, once the letters of a round are made.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{
    compose_letter::ComposeLetter,
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
    trial::roster::{
        let_in::let_in,
        people::{self, Person},
    },
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
    /// To this deputy, not the leader.
    #[serde(default)]
    pub deputy_id: Option<String>,
}

/// What the mail says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    /// The leader in whose place a deputy signs.
    instead_of: Option<String>,
    authority: String,
    count: usize,
    post_on: NaiveDate,
    link: String,
}

impl ToSign {
    pub fn leader_of(round_id: &str) -> Self {
        Self { round_id: round_id.to_owned(), deputy_id: None }
    }

    pub fn deputy_of(round_id: &str, deputy_id: &str) -> Self {
        Self { round_id: round_id.to_owned(), deputy_id: Some(deputy_id.to_owned()) }
    }

    /// The row of the personal link.
    fn row(&self) -> String {
        match &self.deputy_id {
            Some(deputy) => format!("{}.{deputy}", self.round_id),
            None => self.round_id.clone(),
        }
    }

    /// Reads a link; if its key does not fit, there is nothing here.
    pub fn opened(floor: &Floor, row: &str, key: &str) -> Result<Self> {
        auth::link_fits(floor, PURPOSE, row, GENERATION, key)?;
        Ok(match row.split_once('.') {
            Some((round_id, deputy_id)) => Self::deputy_of(round_id, deputy_id),
            None => Self::leader_of(row),
        })
    }

    /// The one page that the link opens.
    pub fn page(&self) -> String {
        format!("/letters/rounds/{}/sign", self.round_id)
    }

    /// The round, with whoever is asked to sign it.
    ///
    /// # Errors
    /// `Missing`, where they have left, or are no longer the deputy.
    pub fn signer(&self, conn: &mut Conn, floor: &Floor) -> Result<(Round, Person)> {
        let round = store::rounds::one(conn, &self.round_id)?;
        let gone = Error::Missing("The one who was to sign");
        if self.deputy_id.is_some() && self.deputy_id != round.deputy_id {
            return Err(gone);
        }
        let signer = people::person(conn, self.deputy_id.as_deref().unwrap_or(&round.signatory_id))?;
        match signer.left_on {
            Some(day) if day <= floor.clock.today() => Err(gone),
            _ => Ok((round, signer)),
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
        let (round, signer) = match job.signer(conn, floor) {
            Err(Error::Missing(_)) => return Ok(Claim::NotNeeded("they are not asked to sign any more".into())),
            found => found?,
        };
        let Some(email) = signer.email.clone() else {
            return Ok(Claim::NotNeeded("whoever signs has no e-mail address".into()));
        };
        let_in(conn, floor, &signer, Role::SeniorLeader, &round.authority_id)?;
        let leader = job.deputy_id.is_some().then(|| people::person(conn, &round.signatory_id)).transpose()?;
        let words = Words {
            name: signer.names.known_as().to_owned(),
            instead_of: leader.map(|leader| leader.names.full()),
            authority: signer.authority,
            count,
            post_on: round.post_on,
            link: auth::link(floor, PURPOSE, &job.row(), GENERATION),
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
