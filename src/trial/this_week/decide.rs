//! What the lead decides where a rule has bitten: adapt, stop, or go on all the same, each with a reason. Deciding again is a new
//! decision; none is taken away.

use super::{
    judge::{Verdict, keep},
    rule::Rule,
    store::{self, DecisionRow},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::{Moment, london_date, long_date},
        db::Conn,
        error::{Complaints, Error, Result},
        web::Form,
    },
    trial::allocation::trial::Trial,
};

/// The act on the audit log.
pub const DECIDED: &str = "trial.week_decided";
/// The longest reason, in characters.
const LONGEST: usize = 300;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Adapt,
    Stop,
    GoOn,
}

impl Decided {
    const ALL: [Self; 3] = [Self::Adapt, Self::Stop, Self::GoOn];

    /// The word that is stored and sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adapt => "adapt",
            Self::Stop => "stop",
            Self::GoOn => "go_on",
        }
    }

    /// For people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Adapt => "to adapt it",
            Self::Stop => "to stop it",
            Self::GoOn => "to go on all the same",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decided| decided.name() == name)
    }
}

/// One decision, as it was put down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub decided: Decided,
    pub reason: String,
    /// The account that decided.
    pub by: String,
    pub at: Moment,
}

impl Decision {
    /// In a sentence, without a name.
    #[must_use]
    pub fn says(&self) -> String {
        let day = long_date(london_date(self.at));
        format!("On {day} it was decided {}: “{}”.", self.decided.words(), self.reason)
    }
}

/// Every decision of a trial, the oldest first.
pub fn decisions(conn: &mut Conn, trial_id: &str) -> Result<Vec<Decision>> {
    let read = |row: DecisionRow| {
        let decided = Decided::named(&row.decided).ok_or_else(|| Error::broken("an unknown decision"))?;
        Ok(Decision { decided, reason: row.reason, by: row.said_by, at: row.said_at })
    };
    store::decisions(conn, trial_id)?.into_iter().map(read).collect()
}

/// Puts a decision down, from a form's `decided` and `reason`.
///
/// # Errors
/// `Invalid`, for a field that is not as it should be; `TooLate`, where no rule of this trial has bitten, or somebody else decided at the
/// same time.
pub fn decide(conn: &mut Conn, floor: &Floor, actor: &str, trial: &Trial, form: &Form) -> Result<()> {
    let rule = Rule::of_trial(conn, &trial.id)?;
    let verdict = rule.map(|rule| keep(conn, floor, trial, &rule)).transpose()?;
    if !matches!(verdict, Some(Verdict::Judged { bitten: true, .. })) {
        return Err(Error::TooLate("No rule of this trial has bitten, so there is nothing to decide.".into()));
    }
    let mut complaints = Complaints::default();
    let decided = Decided::named(form.text("decided"));
    if decided.is_none() {
        complaints.add("decided", "Choose what is decided.");
    }
    let reason = form.line("reason");
    if reason.is_empty() || reason.chars().count() > LONGEST {
        complaints.add("reason", format!("Say why, in up to {LONGEST} letters."));
    }
    let decided = complaints.or(decided)?.ok_or_else(|| Error::broken("a form without complaints is whole"))?;
    let now = floor.clock.now();
    let version = store::decisions(conn, &trial.id)?.last().map_or(0, |row| row.version) + 1;
    let row = DecisionRow {
        trial_id: trial.id.clone(),
        version,
        decided: decided.name().to_owned(),
        reason: reason.clone(),
        said_by: actor.to_owned(),
        said_at: now,
    };
    if !store::add_decision(conn, &row)? {
        return Err(Error::TooLate("Somebody else decided at the same time. Read theirs first.".into()));
    }
    let detail = format!("{}: {reason}", decided.words());
    audit::write(conn, now, &Act::new(actor, DECIDED, &trial.id).because(detail))
}
