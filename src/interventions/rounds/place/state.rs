//! Where a place stands, and what can follow.

use serde::Serialize;

use crate::floor::error::{Error, Result};

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Invited, and nothing was heard.
    Silent,
    Booked,
    /// They want to come, and no place is free for them.
    Waiting,
    /// A place came free, and is kept for them for a while.
    Offered,
    /// They said no before they had a place.
    Declined,
    /// They had a place and gave it back beforehand.
    Apologised,
    /// The time to take an offered place went by.
    Expired,
    /// They left, or asked to be left out, or it is set aside.
    Left,
}

/// What can happen to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Book,
    Wait,
    Offer,
    Decline,
    Expire,
    Leave,
}

impl State {
    pub const ALL: [Self; 8] = [
        Self::Silent,
        Self::Booked,
        Self::Waiting,
        Self::Offered,
        Self::Declined,
        Self::Apologised,
        Self::Expired,
        Self::Left,
    ];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Booked => "booked",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Declined => "declined",
            Self::Apologised => "apologised",
            Self::Expired => "expired",
            Self::Left => "left",
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|state| state.name() == text).ok_or_else(|| Error::broken("an unknown state"))
    }

    /// Whether it takes up a seat.
    #[must_use]
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Booked | Self::Offered)
    }

    /// What it becomes by `step`.
    ///
    /// # Errors
    /// `TooLate`, for a step that cannot follow.
    pub fn next(self, step: Step) -> Result<Self> {
        match (self, step) {
            (Self::Left, _) => {}
            (_, Step::Leave) => return Ok(Self::Left),
            (Self::Booked, Step::Decline) => return Ok(Self::Apologised),
            (Self::Silent | Self::Waiting | Self::Offered, Step::Decline) => return Ok(Self::Declined),
            (Self::Offered, Step::Expire) => return Ok(Self::Expired),
            (Self::Waiting, Step::Offer) => return Ok(Self::Offered),
            (Self::Booked, Step::Book) | (Self::Waiting, Step::Wait) => {}
            (_, Step::Book) => return Ok(Self::Booked),
            (_, Step::Wait) => return Ok(Self::Waiting),
            _ => {}
        }
        Err(Error::TooLate(format!("This cannot be done: the place is {} by now.", self.name())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_is_an_apology_only_from_whoever_has_a_place() {
        assert_eq!(State::Booked.next(Step::Decline).unwrap(), State::Apologised);
        assert_eq!(State::Silent.next(Step::Decline).unwrap(), State::Declined);
        assert_eq!(State::Offered.next(Step::Decline).unwrap(), State::Declined);
        assert!(State::Apologised.next(Step::Decline).is_err());
    }

    #[test]
    fn whoever_left_stays_out_and_nobody_books_twice() {
        for step in [Step::Book, Step::Wait, Step::Offer, Step::Decline, Step::Expire, Step::Leave] {
            assert!(State::Left.next(step).is_err());
        }
        assert!(State::Booked.next(Step::Book).is_err());
        assert_eq!(State::Expired.next(Step::Book).unwrap(), State::Booked);
    }
}
