//! What extracts said of each person, by trial id and extract, for whoever analyses it elsewhere.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    days::{Counted, Lies},
    extracts::{
        fact::{Fact, SCALE, What},
        kept::on_record,
    },
    store,
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::allocation::{stored::Whole, trial::Trial},
};

/// Instead of an extract: rows that begin before the days that count, and rows that reach past them.
pub const BEFORE: &str = "before";
pub const AFTER: &str = "after";
/// Days in a month.
const MONTH: f64 = 30.4375;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    Absence,
    Turnover,
}

impl Measure {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Absence => "absence",
            Self::Turnover => "turnover",
        }
    }

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Absence => "sickness absence",
            Self::Turnover => "leaving",
        }
    }
}

/// What one extract said of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub called: String,
    pub measure: Measure,
    /// The number of the extract, [`BEFORE`] or [`AFTER`].
    pub window: String,
    pub days_lost: Option<f64>,
    /// By the days that each share held.
    pub fte: Option<f64>,
    pub leaver: Option<bool>,
    pub months: f64,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taken {
    /// By trial id, measure and extract.
    pub lines: Vec<Line>,
    /// The last day that each extract speaks of.
    pub until: Vec<NaiveDate>,
}

/// Takes it. No extract is taken back after that. To be called inside a writing transaction.
pub fn take(conn: &mut Conn, floor: &Floor, whole: &Whole) -> Result<Taken> {
    let trial_id = &whole.list.trial.id;
    Trial::hold(conn, trial_id)?;
    let (record, counted) = (on_record(conn, floor, trial_id)?, Counted::of(conn, whole)?);
    store::mark_told(conn, &record.extracts, floor.clock.now())?;
    let mut until = vec![NaiveDate::default(); record.extracts.len()];
    let mut groups: BTreeMap<(&String, Measure, String), Vec<&Fact>> = BTreeMap::new();
    for (called, kept) in &record.by_called {
        for one in kept {
            let fact = &one.fact;
            let window = match counted.lies(fact) {
                Lies::Before => BEFORE.to_owned(),
                Lies::Within => one.extract.to_string(),
                Lies::After => AFTER.to_owned(),
            };
            if let Some(last) = one.extract.checked_sub(1).and_then(|at| until.get_mut(at)) {
                *last = (*last).max(fact.until);
            }
            groups.entry((called, measure(fact.what), window)).or_default().push(fact);
        }
    }
    let lines = groups.into_iter().map(|((called, measure, window), facts)| line(called, measure, window, &facts));
    Ok(Taken { lines: lines.collect(), until })
}

const fn measure(what: What) -> Measure {
    match what {
        What::Absence { .. } => Measure::Absence,
        What::Turnover { .. } => Measure::Turnover,
    }
}

fn line(called: &str, measure: Measure, window: String, facts: &[&Fact]) -> Line {
    // Whole numbers, so that it does not matter in which order they come.
    let (mut lost, mut worked, mut observed, mut left) = (0, 0, 0, false);
    for fact in facts {
        let span = (fact.until - fact.from).num_days() + 1;
        observed += span;
        match fact.what {
            What::Absence { days, fte } => {
                lost += days;
                worked += fte * span;
            }
            What::Turnover { left_on } => left |= left_on.is_some(),
        }
    }
    let absence = measure == Measure::Absence;
    Line {
        called: called.to_owned(),
        measure,
        window,
        days_lost: absence.then_some(lost as f64 / SCALE),
        fte: absence.then_some(worked as f64 / SCALE / observed as f64),
        leaver: (!absence).then_some(left),
        months: observed as f64 / MONTH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(from: &str, until: &str, what: What) -> Fact {
        Fact { from: from.parse().unwrap(), until: until.parse().unwrap(), what }
    }

    #[test]
    fn rows_of_one_extract_are_added_up_and_full_time_is_by_the_days_that_it_held() {
        let april = fact("2027-04-01", "2027-04-30", What::Absence { days: 15_000, fte: 10_000 });
        let may = fact("2027-05-01", "2027-05-30", What::Absence { days: 5_000, fte: 5_000 });
        let found = line("a", Measure::Absence, "2".into(), &[&april, &may]);
        assert_eq!((found.days_lost, found.fte, found.leaver), (Some(2.0), Some(0.75), None));
        assert!((found.months - 60.0 / 30.4375).abs() < 1e-12 && found.window == "2");
        let left = fact("2027-05-01", "2027-05-30", What::Turnover { left_on: "2027-05-09".parse().ok() });
        let found = line("a", Measure::Turnover, BEFORE.into(), &[&left]);
        assert_eq!((found.days_lost, found.fte, found.leaver, found.window.as_str()), (None, None, Some(true), BEFORE));
    }
}
