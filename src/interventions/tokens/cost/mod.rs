//! What a token costs: lines of an amount, or of so many at a price each. A building's cost stands beside what it is over.

mod note;
mod sums;

pub use note::{NewCost, note, take_back};
pub use sums::{Each, Sums};

use crate::floor::{clock::Moment, money::Pence};

/// How a line comes to its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Amount(Pence),
    Units { units: i32, each: Pence },
}

impl How {
    #[must_use]
    pub fn pence(self) -> Pence {
        match self {
            Self::Amount(pence) => pence,
            // What would be past all reason was refused when it was typed.
            Self::Units { units, each } => each.times(units).unwrap_or_default(),
        }
    }

    /// In words: `as given`, or `12 at £41.50 each`.
    #[must_use]
    pub fn says(self) -> String {
        match self {
            Self::Amount(_) => "as given".to_owned(),
            Self::Units { units, each } => format!("{units} at {each} each"),
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostLine {
    pub id: String,
    pub placement_id: String,
    /// What it was for; no names.
    pub what: String,
    pub how: How,
    pub noted_by: String,
    pub noted_at: Moment,
}
