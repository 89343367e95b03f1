//! What is told of one person: as much as whoever asks may know. A person's arm is told by what happened to them, so only
//! what is asked of everyone alike is told to those who may not see the arms of the trial.

use std::collections::BTreeSet;

use super::{
    event::{Denominator, Event},
    record::{self, Happened},
};
use crate::{
    floor::{
        audit::{self, Entry},
        db::Conn,
        error::Result,
    },
    trial::allocation::sight,
};

/// Whose arms may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arms {
    None,
    All,
    /// Those of these trials.
    Of(BTreeSet<String>),
}

impl Arms {
    /// The arms of one person that an account has been given the right to see.
    pub fn seen_by(conn: &mut Conn, account_id: &str, person_id: &str) -> Result<Self> {
        let mut seen = BTreeSet::new();
        for trial in trials_of(conn, person_id)? {
            if sight::has(conn, &trial, account_id)? {
                seen.insert(trial);
            }
        }
        Ok(Self::Of(seen))
    }

    /// Whether the arm in this trial may be told.
    #[must_use]
    pub fn has(&self, trial_id: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Of(trials) => trials.contains(trial_id),
        }
    }
}

/// The trials that somebody is in, as far as anything is on record of it.
pub fn trials_of(conn: &mut Conn, person_id: &str) -> Result<BTreeSet<String>> {
    let happened = record::of_person(conn, person_id)?;
    Ok(happened.into_iter().map(|happened| happened.about).filter(|about| !about.is_empty()).collect())
}

/// What is on record of a person, the oldest first.
pub fn events(conn: &mut Conn, person_id: &str, arms: &Arms) -> Result<Vec<Happened>> {
    let mut happened = record::of_person(conn, person_id)?;
    let mut ended = BTreeSet::new();
    happened.retain(|happened| {
        arms.has(&happened.about) || tells_no_arm(happened) && first_ending_of_lines(happened, &mut ended)
    });
    Ok(happened)
}

/// What was done about a person, the oldest first. An address is opened for a letter that is made, so that row tells the arm
/// too, unless they are in no trial.
pub fn acts(conn: &mut Conn, person_id: &str, arms: &Arms) -> Result<Vec<Entry>> {
    let every_arm = trials_of(conn, person_id)?.iter().all(|trial| arms.has(trial));
    let mut entries = audit::history(conn, person_id)?;
    entries.retain(|entry| every_arm || !entry.act.starts_with("address."));
    Ok(entries)
}

/// Lines of a round that end a second time were asked for again, which happens only where a letter was given back.
fn first_ending_of_lines(happened: &Happened, ended: &mut BTreeSet<(String, String)>) -> bool {
    let ending = matches!(
        happened.event,
        Event::LinesGave | Event::LinesFallback | Event::LinesNone | Event::LinesNoLongerAsked
    );
    !ending || ended.insert((happened.about.clone(), happened.occasion.clone()))
}

/// Whether it happens to everyone alike. Lines that are asked for a second time come of a letter that was given back.
fn tells_no_arm(happened: &Happened) -> bool {
    let of_an_arm = matches!(
        happened.event.denominator(),
        Denominator::Allocated
            | Denominator::Posted
            | Denominator::Offered
            | Denominator::InDiary
            | Denominator::RoundsOffered
            | Denominator::InvitedToRounds
            | Denominator::TokensAllocated
    );
    // That somebody answered a survey is for researchers to count, and not for whoever employs them to see.
    let may_tell = matches!(
        happened.event,
        Event::TrialUnblinded | Event::LetterRecalled | Event::RecallAnswered | Event::SurveyAnswered
    );
    !of_an_arm && !may_tell && !happened.occasion.contains('/')
}
