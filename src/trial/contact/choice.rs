//! What somebody asked of Hearten about being written to, short of being left out.

use chrono::NaiveDate;
use serde::Serialize;

use crate::floor::error::{Error, Result};

/// One thing that can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// Nothing until a day.
    Snooze,
    /// What is owed, and no questions.
    Fewer,
    /// Nothing by mail.
    Paper,
}

impl Choice {
    pub const ALL: [Self; 3] = [Self::Snooze, Self::Fewer, Self::Paper];

    /// As the database and a form write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Snooze => "snooze",
            Self::Fewer => "fewer",
            Self::Paper => "paper",
        }
    }

    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|choice| choice.name() == text)
            .ok_or_else(|| Error::invalid("choice", "Choose one of the answers."))
    }
}

/// What holds of somebody on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// The first day on which they may be written to again.
    pub snoozed_until: Option<NaiveDate>,
    pub fewer: bool,
    pub paper: bool,
}
