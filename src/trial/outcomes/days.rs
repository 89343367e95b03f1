//! Which days count towards the outcomes of a trial: from the day on which its list was locked to the last day of follow-up, as that
//! stood then, and none on which an arm that waited is served too. None of it can change any more, so figures that are told stay.

use std::fmt;

use chrono::{Days, NaiveDate};

use super::extracts::fact::Fact;
use crate::{
    floor::{
        clock::{london_date, long_date},
        db::Conn,
        error::Result,
    },
    trial::{allocation::stored::Whole, protocol::windows::Windows},
};

/// The days that count, in Europe/London.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub from: NaiveDate,
    /// The last; `None` where neither was said.
    pub until: Option<NaiveDate>,
}

/// How the days of a row lie to those that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lies {
    /// It begins before them.
    Before,
    Within,
    /// It begins among them or later, and reaches past them.
    After,
}

impl Counted {
    /// Those of a list.
    pub fn of(conn: &mut Conn, whole: &Whole) -> Result<Self> {
        let list = &whole.list;
        let since = list.locked_at.unwrap_or(list.made_at);
        let followed = Windows::at(conn, &list.trial.id, since)?.map(|windows| windows.follow_until);
        let crossing = list.header.scheme.arms().iter().filter_map(|arm| arm.crosses_on).min();
        let before_it = crossing.and_then(|day| day.checked_sub_days(Days::new(1)));
        Ok(Self { from: london_date(since), until: followed.into_iter().chain(before_it).min() })
    }

    /// A row counts whole or not at all.
    #[must_use]
    pub fn lies(&self, fact: &Fact) -> Lies {
        if fact.from < self.from {
            Lies::Before
        } else if self.until.is_some_and(|until| until < fact.until) {
            Lies::After
        } else {
            Lies::Within
        }
    }

    /// Whether a row counts.
    #[must_use]
    pub fn holds(&self, fact: &Fact) -> bool {
        self.lies(fact) == Lies::Within
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "from {}", long_date(self.from))?;
        self.until.map_or(Ok(()), |until| write!(f, " to {}", long_date(until)))
    }
}
