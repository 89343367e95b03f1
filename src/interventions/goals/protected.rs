//! The weekly half hour of one person: proposed by Hearten, then agreed or declined by their manager.

use chrono::{NaiveTime, Weekday};
use serde::Serialize;

use crate::floor::clock::{Moment, london_time};
use crate::{
    floor::error::{Error, Result},
    trial::availability::{days::monday, span::Span, weekly::Weekly},
};

use super::course::SLOT_MINUTES;

/// Where it stands with the manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Proposed,
    Agreed,
    Declined,
    /// The day for it went by.
    NoReply,
}

impl State {
    const ALL: [Self; 4] = [Self::Proposed, Self::Agreed, Self::Declined, Self::NoReply];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::NoReply => "no_reply",
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|state| state.name() == text).ok_or_else(|| Error::broken("an unknown state"))
    }

    /// Where a decision leads. A manager may think again either way; silence only follows on a proposal.
    pub fn next(self, to: Self) -> Result<Self> {
        match (self, to) {
            (_, Self::Agreed | Self::Declined) | (Self::Proposed, Self::NoReply) => Ok(to),
            _ => Err(Error::TooLate("This half hour has been decided already.".into())),
        }
    }
}

/// How far somebody may move their half hour without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leeway {
    Time,
    HalfDay,
    Day,
    Week,
}

impl Leeway {
    pub const ALL: [Self; 4] = [Self::Time, Self::HalfDay, Self::Day, Self::Week];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::HalfDay => "half_day",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|leeway| leeway.name() == text)
    }

    /// Whether `to` lies within it, for a half hour that was agreed for `agreed`.
    #[must_use]
    pub fn allows(self, agreed: Weekly, to: &Span) -> bool {
        let meant = agreed.in_week(monday(to.day()), SLOT_MINUTES);
        let same_day = meant.day() == to.day();
        match self {
            Self::Time => meant.starts == to.starts,
            Self::HalfDay => same_day && is_morning(meant.starts) == is_morning(to.starts),
            Self::Day => same_day,
            Self::Week => true,
        }
    }
}

fn is_morning(moment: Moment) -> bool {
    london_time(moment) < NaiveTime::from_hms_opt(12, 30, 0).unwrap_or_default()
}

/// One person's weekly half hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    pub id: String,
    pub run_id: String,
    pub person_id: String,
    /// Who decides. `None` where nobody is on record as their manager.
    pub manager_id: Option<String>,
    pub weekly: Weekly,
    pub leeway: Leeway,
    pub state: State,
    /// Who takes calls meanwhile.
    pub cover_id: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    pub decided_by: Option<String>,
    pub decided_at: Option<Moment>,
}

/// How a time of day is kept and typed.
pub const CLOCK: &str = "%H:%M";

/// A weekday by its number, 1 for Monday.
pub fn weekday(number: i32) -> Result<Weekday> {
    let day = u8::try_from(number - 1).map_err(Error::broken)?;
    Weekday::try_from(day).map_err(Error::broken)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> Span {
        let day = NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        Span::at(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap(), 30)
    }

    #[test]
    fn a_move_is_within_what_was_agreed_or_not() {
        let agreed = Weekly { weekday: Weekday::Tue, time: NaiveTime::from_hms_opt(10, 0, 0).unwrap() };
        let moves = [at(9, 10, 0), at(9, 11, 30), at(9, 15, 0), at(11, 10, 0)];
        let allowed = Leeway::ALL.map(|leeway| moves.iter().filter(|to| leeway.allows(agreed, to)).count());
        assert_eq!(allowed, [1, 2, 3, 4]);
    }

    #[test]
    fn silence_never_undoes_what_was_decided() {
        assert!(State::Agreed.next(State::NoReply).is_err());
        assert_eq!(State::NoReply.next(State::Agreed).unwrap(), State::Agreed);
        assert_eq!(State::Declined.next(State::Agreed).unwrap(), State::Agreed);
    }
}
