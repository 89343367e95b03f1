//! The mail that asks a colleague for two lines about one person, with a link that opens that person's page alone.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{mailing::reachable, store, suggest::Suggesting};
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::Result,
        jobs::{Claim, Ending, Work},
        mail::{self, Outcome},
    },
    trial::roster::people,
};

/// What a colleague's personal link opens. The word is both its path and what its key is for.
pub const PURPOSE: &str = "letters/suggest";
/// Raised, it would revoke every link that was sent.
const GENERATION: i32 = 1;

#[derive(Debug, Clone, Copy)]
pub struct SuggestMail;

/// A suggestion that is asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ToSuggest {
    pub suggestion_id: String,
}

/// What the mail says.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    name: String,
    about: String,
    authority: String,
    signatory: String,
    lines_due_on: NaiveDate,
    overdue: bool,
    link: String,
}

impl ToSuggest {
    /// Reads a link; if its key does not fit, there is nothing here.
    pub fn opened(floor: &Floor, row: &str, key: &str) -> Result<Self> {
        auth::link_fits(floor, PURPOSE, row, GENERATION, key)?;
        Ok(Self { suggestion_id: row.to_owned() })
    }

    /// The one page that the link opens.
    pub fn page(&self) -> String {
        format!("/letters/suggestions/{}", self.suggestion_id)
    }
}

impl Work for SuggestMail {
    const KIND: &'static str = "letters.ask_colleague";
    type Job = ToSuggest;
    type Guard = ();
    type Ready = (String, Words);
    type Done = Outcome;

    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), job: &ToSuggest) -> Result<Claim<Self::Ready>> {
        let asked = Suggesting::find(conn, &job.suggestion_id)?;
        let today = floor.clock.today();
        let Some(email) = asked.colleague.email.clone().filter(|_| reachable(&asked.colleague, today)) else {
            return Ok(Claim::NotNeeded("they have left or have no e-mail address".into()));
        };
        if !asked.open(floor) {
            return Ok(Claim::NotNeeded("nothing is owed any more".into()));
        }
        let round = store::rounds::one(conn, &asked.two.round_id)?;
        let words = Words {
            name: asked.colleague.names.known_as().to_owned(),
            about: asked.person.names.full(),
            authority: asked.colleague.authority,
            signatory: people::person(conn, &round.signatory_id)?.names.full(),
            lines_due_on: round.lines_due_on,
            overdue: today > round.lines_due_on,
            link: auth::link(floor, PURPOSE, &job.suggestion_id, GENERATION),
        };
        Ok(Claim::Ready((email, words)))
    }

    fn work(&self, floor: &Floor, job_id: &str, (to, words): Self::Ready) -> Result<Outcome> {
        mail::deliver(floor, job_id, "lines_suggest", &to, &words)
    }

    fn settle(&self, _: &Floor, _: &mut Conn, outcome: Outcome) -> Result<Ending> {
        Ok(outcome.ending())
    }
}
