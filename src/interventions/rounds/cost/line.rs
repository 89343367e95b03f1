//! One line of cost: under which heading, of what, and how it was come by.

use serde::Serialize;

use super::money::Pence;
use crate::floor::{
    clock::Moment,
    error::{Error, Result},
};

/// The columns of the first trial's table (webinar). Training stands apart from what a Round costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Heading {
    Training,
    Panel,
    Round,
    Steering,
}

impl Heading {
    pub const ALL: [Self; 4] = [Self::Training, Self::Panel, Self::Round, Self::Steering];
    /// Those that a Round's cost is made of.
    pub const COUNTED: [Self; 3] = [Self::Panel, Self::Round, Self::Steering];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Panel => "panel",
            Self::Round => "round",
            Self::Steering => "steering",
        }
    }

    /// As people read it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Training => "Initial training",
            Self::Panel => "Panel",
            Self::Round => "Round",
            Self::Steering => "Steering",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|heading| heading.name() == text)
    }

    /// Whether it is part of what a Round costs.
    #[must_use]
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Training)
    }
}

/// How a line comes to its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Amount(Pence),
    Time { minutes: i32, pence_an_hour: i32 },
}

impl How {
    /// To the nearest penny.
    #[must_use]
    pub fn pence(self) -> Pence {
        match self {
            Self::Amount(pence) => pence,
            Self::Time { minutes, pence_an_hour } => Pence::of_time(minutes, pence_an_hour),
        }
    }

    /// In words: `as given`, or `1.5 hours at £22.47 an hour`.
    #[must_use]
    pub fn says(self) -> String {
        match self {
            Self::Amount(_) => "as given".to_owned(),
            Self::Time { minutes, pence_an_hour } => {
                format!("{} at {} an hour", hours(minutes), Pence(i64::from(pence_an_hour)))
            }
        }
    }
}

/// `1.5 hours`, or to the minute where that is not exact: `1 hour 20 minutes`.
#[must_use]
pub fn hours(minutes: i32) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    let word = |n: i32, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    match (whole, rest % 3) {
        (_, 0) if rest != 0 => {
            let decimal = format!("{:.2}", f64::from(minutes) / 60.0);
            format!("{} hours", decimal.trim_end_matches('0'))
        }
        (_, 0) => word(whole, "hour"),
        (0, _) => word(rest, "minute"),
        _ => format!("{} {}", word(whole, "hour"), word(rest, "minute")),
    }
}

/// What a line belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    Round {
        series_id: String,
        round_id: String,
    },
    /// Shared out over the Rounds that were held.
    Series {
        series_id: String,
    },
    /// From a file: where the figures are from, and whose they are.
    Given {
        source: String,
        label: String,
    },
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostLine {
    pub id: String,
    pub of: Of,
    pub heading: Heading,
    /// What it was for; no names.
    pub what: String,
    pub how: How,
    /// Which proposal of hours it was taken from.
    pub proposal: Option<String>,
    pub noted_by: String,
    pub noted_at: Moment,
}

impl CostLine {
    #[must_use]
    pub fn pence(&self) -> Pence {
        self.how.pence()
    }

    /// The Round that it belongs to alone.
    #[must_use]
    pub fn round_id(&self) -> Option<&str> {
        match &self.of {
            Of::Round { round_id, .. } => Some(round_id),
            _ => None,
        }
    }
}

/// As a stored line says it.
///
/// # Errors
/// `Broken`, for a heading that there is none of.
pub fn heading(name: &str) -> Result<Heading> {
    Heading::parse(name).ok_or_else(|| Error::broken("an unknown heading of costs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_said_as_people_say_them() {
        let said = [60, 90, 330, 20, 80, 65, 120, 15, 61].map(hours);
        let expected = [
            "1 hour",
            "1.5 hours",
            "5.5 hours",
            "20 minutes",
            "1 hour 20 minutes",
            "1 hour 5 minutes",
            "2 hours",
            "0.25 hours",
            "1 hour 1 minute",
        ];
        assert_eq!(said, expected.map(str::to_owned));
    }
}
