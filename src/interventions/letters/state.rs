//! Where a letter stands on its road, and the only steps there are. Nothing else decides what may follow what.

use std::fmt;

use crate::floor::error::{Error, Result};

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its two lines are asked for or given; nothing is owed or made yet.
    Lines,
    /// Made and sound, to be read and signed.
    Ready,
    /// Kept back, with a reason, until somebody decides.
    Held,
    Signed,
    Printed,
    /// To be printed without a signature, for a pen.
    ForPen,
    /// Printed without a signature.
    Unsigned,
    /// In a pack with whoever signs it with a pen.
    AtPen,
    /// In a pack for the print room.
    Packed,
    /// Handed to a carrier, which prints and posts it. It cannot be called back from here.
    Sent,
    /// The carrier will not print it; somebody decides whether it is made again.
    Refused,
    Posted,
    Withdrawn,
    /// Owed once, and no longer, with a reason.
    NotOwed,
}

/// What can happen to a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Compose,
    Hold,
    Release,
    /// Wanted on paper before it is signed.
    PrintFirst,
    Sign,
    Print,
    /// Printed anew under the same signature.
    PrintAgain,
    Pack,
    Send,
    Refuse,
    Remake,
    Post,
    /// Its lines go back to whoever gives them.
    GiveBack,
    Withdraw,
    NotOwed,
}

impl State {
    pub const ALL: [Self; 14] = [
        Self::Lines,
        Self::Ready,
        Self::Held,
        Self::Signed,
        Self::Printed,
        Self::ForPen,
        Self::Unsigned,
        Self::AtPen,
        Self::Packed,
        Self::Sent,
        Self::Refused,
        Self::Posted,
        Self::Withdrawn,
        Self::NotOwed,
    ];

    /// As the database keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Ready => "ready",
            Self::Held => "held",
            Self::Signed => "signed",
            Self::Printed => "printed",
            Self::ForPen => "for_pen",
            Self::Unsigned => "unsigned",
            Self::AtPen => "at_pen",
            Self::Packed => "packed",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Posted => "posted",
            Self::Withdrawn => "withdrawn",
            Self::NotOwed => "not_owed",
        }
    }

    /// Whether it ended without being posted.
    pub fn is_dropped(self) -> bool {
        matches!(self, Self::Withdrawn | Self::NotOwed)
    }

    /// Reads what the database keeps.
    pub fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|state| state.name() == name);
        found.ok_or_else(|| Error::broken(format!("no letter stands at {name:?}")))
    }

    /// Where a letter stands after a step.
    ///
    /// # Errors
    /// `TooLate`, where that step does not follow: the page that offered it was older than the letter.
    pub fn next(self, step: Step) -> Result<Self> {
        let next = match (self, step) {
            (Self::Lines, Step::Compose) | (Self::Held, Step::Release) => Self::Ready,
            (Self::Ready | Self::Unsigned | Self::AtPen, Step::Hold) => Self::Held,
            (Self::Held, Step::GiveBack) => Self::Lines,
            (Self::Ready, Step::Sign) => Self::Signed,
            // The words are as they were signed; only the file is made afresh.
            (Self::Printed | Self::Packed, Step::PrintAgain) | (Self::Refused, Step::Remake) => Self::Signed,
            (Self::Signed, Step::Print) => Self::Printed,
            (Self::Ready, Step::PrintFirst) => Self::ForPen,
            (Self::ForPen, Step::Print) => Self::Unsigned,
            (Self::Unsigned, Step::Pack) => Self::AtPen,
            (Self::Printed, Step::Pack) | (Self::AtPen, Step::Sign) => Self::Packed,
            (Self::Printed, Step::Send) => Self::Sent,
            (Self::Sent, Step::Refuse) => Self::Refused,
            (Self::Packed | Self::Sent, Step::Post) => Self::Posted,
            // What a carrier has cannot be taken back here.
            (any, Step::Withdraw) if !any.is_ending() && any != Self::Sent => Self::Withdrawn,
            // From a pack it is taken by hand, as a letter that is withdrawn.
            (any, Step::NotOwed) if !any.is_ending() && !matches!(any, Self::AtPen | Self::Packed) => Self::NotOwed,
            _ => {
                return Err(Error::TooLate(format!(
                    "This letter {}; reload the page to see it as it is.",
                    self.says()
                )));
            }
        };
        Ok(next)
    }

    /// Whether nothing can follow.
    pub fn is_ending(self) -> bool {
        matches!(self, Self::Posted | Self::Withdrawn | Self::NotOwed)
    }

    /// Whether somebody has signed it.
    pub fn bears_a_signature(self) -> bool {
        matches!(self, Self::Signed | Self::Printed | Self::Packed | Self::Sent | Self::Refused | Self::Posted)
    }

    /// What a sentence says of a letter that stands here.
    fn says(self) -> &'static str {
        match self {
            Self::Lines => "still waits for its lines",
            Self::Ready => "is waiting to be signed",
            Self::Held => "is held back",
            Self::Signed => "is signed already",
            Self::Printed => "is printed already",
            Self::ForPen | Self::Unsigned | Self::AtPen => "is to be signed with a pen",
            Self::Packed => "is in a pack already",
            Self::Sent => "is with the carrier already",
            Self::Refused => "was not taken by the carrier",
            Self::Posted => "is in the post already",
            Self::Withdrawn => "was withdrawn",
            Self::NotOwed => "is no longer owed",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How far a manager has come with somebody's two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lines {
    Asked,
    Given,
    /// Written by the coordinator, with a reason, since the manager did not.
    Fallback,
    NoLongerAsked,
}

impl Lines {
    pub const ALL: [Self; 4] = [Self::Asked, Self::Given, Self::Fallback, Self::NoLongerAsked];

    /// As the database keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Fallback => "fallback",
            Self::NoLongerAsked => "no_longer_asked",
        }
    }

    /// Reads what the database keeps.
    pub fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|lines| lines.name() == name);
        found.ok_or_else(|| Error::broken(format!("no lines are {name:?}")))
    }

    /// Whether there is something to print.
    pub fn are_in(self) -> bool {
        matches!(self, Self::Given | Self::Fallback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 15] = [
        Step::Compose,
        Step::Hold,
        Step::Release,
        Step::PrintFirst,
        Step::Sign,
        Step::Print,
        Step::PrintAgain,
        Step::Pack,
        Step::Send,
        Step::Refuse,
        Step::Remake,
        Step::Post,
        Step::GiveBack,
        Step::Withdraw,
        Step::NotOwed,
    ];

    #[test]
    fn a_letter_goes_the_whole_road() {
        let road = [Step::Compose, Step::Hold, Step::Release, Step::Sign, Step::Print, Step::Pack, Step::Post];
        let end = road.into_iter().try_fold(State::Lines, State::next);
        assert_eq!(end.unwrap(), State::Posted);
    }

    #[test]
    fn a_letter_for_a_pen_is_printed_before_it_is_signed() {
        let road = [Step::Compose, Step::PrintFirst, Step::Print, Step::Pack, Step::Sign, Step::Post];
        let end = road.into_iter().try_fold(State::Lines, State::next);
        assert_eq!(end.unwrap(), State::Posted);
        assert!(State::AtPen.next(Step::Post).is_err(), "nobody has signed it");
    }

    #[test]
    fn a_letter_that_the_carrier_refused_goes_its_road_again() {
        let road = [Step::Send, Step::Refuse, Step::Remake, Step::Print, Step::Send, Step::Post];
        assert_eq!(road.into_iter().try_fold(State::Printed, State::next).unwrap(), State::Posted);
        assert!(State::Sent.next(Step::Withdraw).is_err(), "what a carrier has cannot be taken back here");
    }

    #[test]
    fn nothing_follows_an_ending_and_nothing_is_done_twice() {
        for state in State::ALL {
            for step in STEPS {
                let Ok(next) = state.next(step) else { continue };
                assert!(!state.is_ending(), "{state} is an ending");
                assert!(next.next(step).is_err(), "{step:?} twice from {state}");
            }
        }
    }

    #[test]
    fn a_held_letter_cannot_be_signed_and_an_unsigned_one_cannot_be_printed() {
        assert!(State::Held.next(Step::Sign).is_err());
        assert!(State::Ready.next(Step::Print).is_err());
    }

    #[test]
    fn every_name_reads_back() {
        assert!(State::ALL.into_iter().all(|state| State::parse(state.name()).unwrap() == state));
        assert!(Lines::ALL.into_iter().all(|lines| Lines::parse(lines.name()).unwrap() == lines));
    }
}
