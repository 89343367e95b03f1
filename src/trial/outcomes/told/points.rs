//! How far figures may go. Two figures of an arm, of which the later rests on more rows, tell of those whose rows came in between. So
//! figures stand only where extracts end, each holding all that the one before it held; and what came in between two of them is of nobody
//! in an arm, or of enough people there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::floor::clock::long_date;

/// A row that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// By which extract it came in; the first is 1.
    pub extract: usize,
    /// By its place in the list of arms.
    pub arm: usize,
    /// A trial id.
    pub called: &'a str,
    /// The last day that it speaks of.
    pub until: NaiveDate,
}

/// A place where figures stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// How many extracts count, in the order in which they came in.
    pub extracts: usize,
    /// The last day that any of their rows speaks of.
    pub until: NaiveDate,
}

impl Point {
    /// Which rows count, from a day on, of so many extracts.
    #[must_use]
    pub fn says(self, from: NaiveDate, extracts: usize) -> String {
        let all = format!("rows from {} on, up to {}", long_date(from), long_date(self.until));
        if self.extracts == extracts {
            all
        } else {
            format!("{all}, of the first {} of {extracts} extracts", self.extracts)
        }
    }
}

/// Every such place, the first first. A place once told stays where it is, whatever comes in later.
///
/// Whoever adds and subtracts figures of an arm, whatever an outcome makes of a person's rows: let the last figure that they use be that of
/// point p. Those whose rows came in between p and the point before cannot cancel out, for no other figure in use holds these rows. So
/// whatever comes of it rests on all of them, who are `smallest` or more.
#[must_use]
pub fn on_offer(rows: &[Row<'_>], smallest: usize) -> Vec<Point> {
    let mut came: BTreeMap<usize, Vec<&Row<'_>>> = BTreeMap::new();
    rows.iter().for_each(|row| came.entry(row.extract).or_default().push(row));
    let mut since: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let (mut points, mut last) = (Vec::new(), None);
    for (extracts, rows) in came {
        for row in rows {
            since.entry(row.arm).or_default().insert(row.called);
            last = last.max(Some(row.until));
        }
        if let Some(until) = last.filter(|_| since.values().all(|people| people.len() >= smallest)) {
            points.push(Point { extracts, until });
            since.clear();
        }
    }
    points
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(extract: usize, arm: usize, people: std::ops::Range<usize>, names: &[String]) -> Vec<Row<'_>> {
        let until = NaiveDate::from_ymd_opt(2027, 3, 31).unwrap() + chrono::TimeDelta::days(30 * extract as i64);
        people.map(|at| Row { extract, arm, called: &names[at], until }).collect()
    }

    fn ends(rows: &[Row<'_>]) -> Vec<usize> {
        on_offer(rows, 8).into_iter().map(|point| point.extracts).collect()
    }

    #[test]
    fn what_came_of_a_few_waits_until_more_comes_in() {
        let names: Vec<String> = (0..40).map(|at| format!("p{at}")).collect();
        let first = [rows(1, 0, 0..20, &names), rows(1, 1, 20..40, &names)].concat();
        assert_eq!(ends(&first), [1]);
        // A row of somebody that was forgotten the first time.
        let late = [first.clone(), rows(2, 0, 3..4, &names)].concat();
        assert_eq!(ends(&late), [1], "two figures of an arm would differ by one person");
        let more = [late, rows(3, 0, 0..19, &names), rows(3, 1, 20..40, &names)].concat();
        assert_eq!(ends(&more), [1, 3]);
        assert_eq!(ends(&[first, rows(2, 1, 20..30, &names)].concat()), [1, 2], "nothing came of the other arm");
        assert_eq!(ends(&rows(1, 0, 0..7, &names)), [0; 0]);
    }
}
