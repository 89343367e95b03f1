//! Rows of extracts under trial ids: which of them count towards an outcome, in which arm, and what they come to.

use std::collections::BTreeMap;

use super::{Outcome, Window, points::Row};
use crate::trial::{
    allocation::stored::Whole,
    outcomes::{days::Counted, extracts::kept::OnRecord},
};

/// What an outcome came to under each trial id that has rows of its kind.
pub(super) fn by_called(record: &OnRecord, outcome: &Outcome, window: Window) -> BTreeMap<String, f64> {
    let value = |(called, kept): (&String, &Vec<_>)| Some((called.clone(), outcome.value(kept, window)?));
    record.by_called.iter().filter_map(value).collect()
}

/// Rows that count towards an outcome.
pub(super) fn rows<'a>(
    record: &'a OnRecord,
    outcome: &Outcome,
    counted: Counted,
    arms: &BTreeMap<&str, usize>,
) -> Vec<Row<'a>> {
    let mut found = Vec::new();
    for (called, kept) in &record.by_called {
        let Some(&arm) = arms.get(called.as_str()) else { continue };
        let counts = kept.iter().filter(|kept| counted.holds(&kept.fact) && outcome.rests_on(kept.fact.what));
        found.extend(counts.map(|kept| Row { extract: kept.extract, arm, called, until: kept.fact.until }));
    }
    found
}

/// The arm of each trial id, by its place in the list of arms.
pub(super) fn arms_by_called<'a>(whole: &Whole, called: &'a BTreeMap<String, String>) -> BTreeMap<&'a str, usize> {
    let arms = whole.list.header.scheme.arms();
    let mut found = BTreeMap::new();
    for sealed in &whole.rows {
        let Some(arm) = arms.iter().position(|arm| arm.name == sealed.row.arm) else { continue };
        found.extend(sealed.members.iter().filter_map(|person| Some((called.get(person)?.as_str(), arm))));
    }
    found
}
