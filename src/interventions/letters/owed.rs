//! Whether a letter is still owed, asked inside the transaction that would make, print or pack it.

use std::collections::BTreeSet;

use super::store::rounds::Round;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        jobs::Claim,
    },
    trial::{
        allocation::{
            receives::{self, Reason, receives},
            reveal::showings,
            stored::List,
        },
        roster::people::Person,
    },
};

/// What one transaction keeps between its letters: the lists it has verified.
pub type Guard = receives::Guard;

/// The intervention's name in a trial.
pub const LETTERS: &str = "letters";

/// The answer about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    Yes,
    /// No longer, for a reason in a word for the record.
    No(&'static str),
    /// Never was, or the list cannot be believed: somebody has to look.
    Alarm(Alarm),
}

/// What is wrong, for the alarm that it raises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    pub kind: &'static str,
    pub subject: String,
    pub why: String,
}

impl Alarm {
    pub fn claim<R>(self) -> Claim<R> {
        Claim::Alarm { kind: self.kind, subject: self.subject, why: self.why }
    }
}

/// Asks the allocation, and the person's own wish about post.
pub fn owed(conn: &mut Conn, floor: &Floor, guard: &mut Guard, person: &Person) -> Result<Owed> {
    let answer = receives(conn, floor, guard, &person.id, LETTERS, floor.clock.now())?;
    if let receives::Owed::No(reason @ (Reason::Left | Reason::OptedOut | Reason::SiteWithdrew)) = answer {
        return Ok(Owed::No(reason.name()));
    }
    Ok(match answer.for_job::<()>(&person.id) {
        Ok(_) if person.do_not_post => Owed::No("do_not_post"),
        Ok(_) => Owed::Yes,
        Err(Claim::Alarm { kind, subject, why }) => Owed::Alarm(Alarm { kind, subject, why }),
        Err(Claim::NotNeeded(_) | Claim::NotBefore(_) | Claim::Ready(())) => Owed::No("not_owed"),
    })
}

/// Everyone whom the live list of a round's trial serves, by id.
///
/// # Errors
/// `TooLate`, where there is no such list, it is not locked, it is not as it was drawn, or nobody has been shown it yet:
/// to see whose letters are made is to see the arms.
pub fn receivers(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<BTreeSet<String>> {
    let list =
        List::live(conn, &round.trial_id)?.and_then(|list| list.by(LETTERS)).filter(|list| list.locked_at.is_some());
    let list = list.ok_or_else(|| Error::TooLate("First the researcher draws and locks the list.".into()))?;
    if showings(conn, &list.id)?.is_empty() {
        return Err(Error::TooLate("First the researcher opens the list to those who make the letters.".into()));
    }
    let whole = list.whole(conn)?;
    if let Some(fault) = whole.faults(&floor.secrets).first() {
        return Err(Error::TooLate(format!("No letter can be made: {fault}.")));
    }
    Ok(whole.receiving(floor.clock.today()))
}
