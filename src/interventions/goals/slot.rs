//! One half hour in one diary. Its id is its UID for life; SEQUENCE rises when what the diary holds changes.

use serde::Serialize;

use crate::{
    floor::{
        clock::Moment,
        error::{Error, Result},
    },
    trial::availability::span::Span,
};

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// No invitation has left.
    Planned,
    Invited,
    Accepted,
    Tentative,
    Declined,
    Skipped,
    Cancelled,
}

impl State {
    pub const ALL: [Self; 7] =
        [Self::Planned, Self::Invited, Self::Accepted, Self::Tentative, Self::Declined, Self::Skipped, Self::Cancelled];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Invited => "invited",
            Self::Accepted => "accepted",
            Self::Tentative => "tentative",
            Self::Declined => "declined",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|state| state.name() == text).ok_or_else(|| Error::broken("an unknown state"))
    }

    /// Whether the diary may hold it.
    #[must_use]
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Invited | Self::Accepted | Self::Tentative | Self::Declined)
    }

    /// Whether it is over and done with, and no time is offered any more.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Skipped | Self::Cancelled)
    }

    /// What it becomes by `step`.
    ///
    /// # Errors
    /// `TooLate`, for a step that cannot follow.
    pub fn next(self, step: Step) -> Result<Self> {
        match (self, step) {
            (Self::Planned, Step::Invite) => Ok(Self::Invited),
            (from, Step::Invite) if from.is_out() => Ok(from),
            (from, Step::Answer(answer)) if from.is_out() => Ok(answer.state()),
            (Self::Planned, Step::Move) => Ok(Self::Planned),
            (from, Step::Move) if from.is_out() => Ok(Self::Invited),
            (from, Step::Skip) if !from.is_closed() => Ok(Self::Skipped),
            (from, Step::Cancel) if from != Self::Cancelled => Ok(Self::Cancelled),
            _ => Err(Error::TooLate("This half hour has moved on since.".into())),
        }
    }
}

/// What can happen to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Invite,
    Answer(Answer),
    Move,
    Skip,
    Cancel,
}

/// What a diary said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Accepted,
    Tentative,
    Declined,
}

impl Answer {
    const fn state(self) -> State {
        match self {
            Self::Accepted => State::Accepted,
            Self::Tentative => State::Tentative,
            Self::Declined => State::Declined,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub id: String,
    pub time_id: String,
    pub run_id: String,
    pub person_id: String,
    /// From 1.
    pub week: i32,
    pub span: Span,
    pub sequence: i32,
    pub state: State,
    pub reason: Option<String>,
    /// When it begins, if the manager agrees to what was asked for.
    pub wanted_at: Option<Moment>,
    /// When what the diary holds last changed: its DTSTAMP.
    pub changed_at: Moment,
    /// When an invitation was first promised. From then on a diary may hold it.
    pub queued_at: Option<Moment>,
    /// When another time was offered for one that went by.
    pub offered_at: Option<Moment>,
    /// When what the diary said last was said.
    pub answered_at: Option<Moment>,
}

impl Slot {
    /// Whether a diary may hold it: an invitation left, or may be on its way.
    #[must_use]
    pub const fn may_be_in_diary(&self) -> bool {
        self.state.is_out() || matches!(self.state, State::Planned) && self.queued_at.is_some()
    }

    /// Whether it is over at a moment.
    #[must_use]
    pub fn is_past(&self, now: Moment) -> bool {
        self.span.ends <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_out_of_a_diary_stays_out() {
        assert!(State::Cancelled.next(Step::Move).is_err());
        assert!(State::Cancelled.next(Step::Answer(Answer::Accepted)).is_err());
        assert!(State::Skipped.next(Step::Move).is_err(), "an entry that was cancelled is not asked for again");
        assert_eq!(State::Declined.next(Step::Move).unwrap(), State::Invited);
    }

    #[test]
    fn an_answer_is_only_to_what_was_sent() {
        for state in State::ALL {
            assert_eq!(state.next(Step::Answer(Answer::Declined)).is_ok(), state.is_out(), "{state:?}");
        }
    }

    #[test]
    fn nothing_but_a_cancellation_follows_a_skip_or_a_cancellation_twice() {
        assert!(State::Skipped.next(Step::Skip).is_err());
        assert!(State::Cancelled.next(Step::Cancel).is_err());
        assert_eq!(State::Skipped.next(Step::Cancel).unwrap(), State::Cancelled);
    }
}
