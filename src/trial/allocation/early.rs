//! Whether the arms of a trial are shown before its end. Whoever analyses it asks who knew an arm while people were still served and
//! followed, so an early showing is called one on the page, on record and beside the flow of participants.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{end::ended_at, reveal::showings, stored::List};
use crate::{
    floor::{
        clock::{Moment, london_date, long_date},
        db::Conn,
        error::Result,
    },
    trial::protocol::windows::Windows,
};

/// A showing before the end of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Early {
    /// The last day of the trial, as was said by then; `None` where nobody had said.
    pub until: Option<NaiveDate>,
}

impl Early {
    /// As the middle of a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        match self.until {
            Some(day) => format!("the trial runs until {}", long_date(day)),
            None => "the trial has not ended".to_owned(),
        }
    }
}

/// Whether a moment is before the trial's end: the day that was said of it by then, or the day on which it was ended.
pub fn early(conn: &mut Conn, trial_id: &str, at: Moment) -> Result<Option<Early>> {
    if ended_at(conn, trial_id)?.is_some_and(|ended| ended <= at) {
        return Ok(None);
    }
    let until = Windows::at(conn, trial_id, at)?.map(|windows| windows.follow_until);
    Ok((until.is_none_or(|day| london_date(at) <= day)).then_some(Early { until }))
}

/// Each day on which arms of a trial were shown early: to how many people, and why. Nobody is named.
pub fn shown_early(conn: &mut Conn, trial_id: &str) -> Result<Vec<String>> {
    let Some(list) = List::live(conn, trial_id)? else { return Ok(Vec::new()) };
    let mut days: BTreeMap<NaiveDate, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for shown in showings(conn, &list.id)?.into_iter().filter(|shown| shown.early.is_some()) {
        let (people, reasons) = days.entry(london_date(shown.at)).or_default();
        people.insert(shown.account_id);
        reasons.insert(shown.reason);
    }
    let says = |(day, (people, reasons)): (NaiveDate, (BTreeSet<String>, BTreeSet<String>))| {
        let many = if people.len() == 1 { "1 person".to_owned() } else { format!("{} people", people.len()) };
        let why: Vec<String> = reasons.iter().map(|why| format!("“{why}”")).collect();
        format!("Arms were shown early on {} to {many}: {}.", long_date(day), why.join("; "))
    };
    Ok(days.into_iter().map(says).collect())
}
