//! What an extract says of one person for a stretch of days. Numbers are kept in ten-thousandths, so that the same figure is the same
//! to the last digit.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::floor::{Floor, error::Result};

/// By how much days and FTE are multiplied.
pub const SCALE: f64 = 10_000.0;

/// Days in Europe/London, both of them in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fact {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub what: What,
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Working days lost to sickness, and the share of full time that somebody works; both times [`SCALE`].
    Absence { days: i64, fte: i64 },
    /// The day on which somebody left, if they did.
    Turnover { left_on: Option<NaiveDate> },
}

impl What {
    /// The word that is stored.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Absence { .. } => "absence",
            Self::Turnover { .. } => "turnover",
        }
    }
}

impl Fact {
    /// Whether it is of the same kind and shares a day.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.what.kind() == other.what.kind() && self.from <= other.until && other.from <= self.until
    }

    /// What its row is called: the same for the same person, kind and first day, and no use to whoever has not the key.
    #[must_use]
    pub fn id(&self, floor: &Floor, trial_id: &str, called: &str) -> String {
        let (kind, from) = (self.what.kind(), self.from.to_string());
        let parts = [trial_id.as_bytes(), called.as_bytes(), kind.as_bytes(), from.as_bytes()];
        hex::encode(floor.secrets.mac("outcome fact", &parts))
    }

    pub fn seal(&self, floor: &Floor, trial_id: &str, called: &str) -> Result<Vec<u8>> {
        floor.secrets.seal(&floor.ids, &context(trial_id, called), &serde_json::to_vec(self)?)
    }

    pub fn open(floor: &Floor, trial_id: &str, called: &str, sealed: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(&floor.secrets.open(&context(trial_id, called), sealed)?)?)
    }
}

fn context(trial_id: &str, called: &str) -> String {
    format!("outcome fact:{trial_id}:{called}")
}
