//! What keeps somebody from half an hour: leave, duty, court, or a time of the week at which they never work.

use chrono::{NaiveTime, Weekday};
use serde::Serialize;

use super::span::Span;
use crate::{
    floor::clock::Moment,
    trial::roster::person::{Problem, fold},
};

/// Why a time is taken. The words are those of the spreadsheet, the page and the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Leave,
    Duty,
    Court,
    Other,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Leave, Self::Duty, Self::Court, Self::Other];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Duty => "duty",
            Self::Court => "court",
            Self::Other => "other",
        }
    }

    /// # Errors
    /// What is wrong with the word, and which there are.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let word = fold(text);
        let word = match word.as_str() {
            "annual leave" | "holiday" | "sick leave" => "leave",
            "duty rota" | "on duty" => "duty",
            "court day" | "hearing" => "court",
            other => other,
        };
        Self::ALL.into_iter().find(|kind| kind.name() == word).ok_or_else(|| {
            Problem::new(
                format!("“{text}” is no reason for a time to be taken."),
                "Use leave, duty, court or other. Nothing more of why is kept.",
            )
        })
    }
}

/// A time at which somebody is not free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Taken {
    Once(Span),
    /// Each week, between two wall-clock times in Europe/London.
    Weekly(WeekTime),
}

impl Taken {
    /// Whether both take some of the same time: two stretches, or two times of the week. What is of the week is no obstacle to
    /// a stretch, since leave may well hold a day on which somebody never works.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Once(one), Self::Once(other)) => one.overlaps(other),
            (Self::Weekly(one), Self::Weekly(other)) => {
                one.weekday == other.weekday && one.from < other.until && other.from < one.until
            }
            _ => false,
        }
    }
}

/// A stretch of every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WeekTime {
    pub weekday: Weekday,
    pub from: NaiveTime,
    pub until: NaiveTime,
}

/// What is on record of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Absence {
    pub kind: Kind,
    pub taken: Taken,
}

/// An absence as it stands on record: by whom it was put there, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    pub id: String,
    pub absence: Absence,
    /// An account's id, or `command line`.
    pub by: String,
    pub at: Moment,
}
