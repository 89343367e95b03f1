//! The spreadsheet of an extract: a row for each person and stretch of days, with the days they lost and their FTE, or the day on which
//! they left, or both. Who was never absent has a row with 0: who has none is somebody of whom nothing is known. One bad row
//! stops the whole file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use chrono::{Datelike, NaiveDate};

use super::fact::{Fact, SCALE, What};
use crate::trial::roster::{
    person::{Problem, StaffReference, fold},
    small_sheet::{self, Fault, Row},
};

const REFERENCE: &str = "staff reference";
const AUTHORITY: &str = "authority";
const FROM: &str = "from";
const UNTIL: &str = "until";
const DAYS: &str = "days lost";
const FTE: &str = "fte";
const LEFT: &str = "left on";

/// The longest stretch, in days: what is longer is a slip of the year.
const LONGEST: i64 = 1_100;

/// What one row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// In the file, where the heading is the first.
    pub row: usize,
    /// As it is folded by [`fold`].
    pub authority: String,
    pub reference: String,
    pub facts: Vec<Fact>,
}

/// What a row's days are checked against.
#[derive(Debug, Clone)]
pub struct Known {
    pub today: NaiveDate,
    /// Authorities by name, folded.
    pub authorities: BTreeSet<String>,
}

/// Reads the bytes of a file.
///
/// # Errors
/// All that is wrong, by row and column.
pub fn read(file: &[u8], known: &Known) -> Result<Vec<Told>, Vec<Fault>> {
    let rows = small_sheet::read(file, &[REFERENCE, AUTHORITY, FROM, UNTIL], &[DAYS, FTE, LEFT])?;
    let kinds = Kinds::of(rows.first()).map_err(|problem| vec![of_file(problem)])?;
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for row in &rows {
        match told(row, known, kinds) {
            Ok(told) => found.push(told),
            Err(wrong) => faults.extend(wrong),
        }
    }
    if faults.is_empty() {
        faults.extend(twice(&found));
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// Which columns there are.
#[derive(Debug, Clone, Copy)]
struct Kinds {
    absence: bool,
    turnover: bool,
}

impl Kinds {
    fn of(first: Option<&Row>) -> Result<Self, Problem> {
        let Some(row) = first else {
            return Err(Problem::new("There is no row under the heading.", "Put a row for each person there."));
        };
        let kinds = Self { absence: row.has(DAYS) && row.has(FTE), turnover: row.has(LEFT) };
        let half = row.has(DAYS) != row.has(FTE);
        if half || !(kinds.absence || kinds.turnover) {
            let mend = "Add the columns 'days lost' and 'fte' for absence, or 'left on' for turnover, or all three.";
            return Err(Problem::new("The file says nothing that Hearten counts.", mend));
        }
        Ok(kinds)
    }
}

fn of_file(problem: Problem) -> Fault {
    Fault { row: None, column: "", cell: String::new(), problem }
}

fn told(row: &Row, known: &Known, kinds: Kinds) -> Result<Told, Vec<Fault>> {
    let reference = StaffReference::parse(row.cell(REFERENCE)).map_err(|problem| row.fault(REFERENCE, problem));
    let authority = authority(row, known);
    let days = stretch(row, known.today);
    let mut whats = Vec::new();
    if kinds.absence {
        whats.push(days.as_ref().map_or(Ok(None), |days| absence(row, *days).map(Some)));
    }
    if kinds.turnover {
        whats.push(days.as_ref().map_or(Ok(None), |days| turnover(row, *days).map(Some)));
    }
    let (whats, wrong): (Vec<_>, Vec<_>) = whats.into_iter().partition(Result::is_ok);
    let mut faults: Vec<Fault> = wrong.into_iter().filter_map(Result::err).collect();
    match (reference, authority, days, faults.is_empty()) {
        (Ok(reference), Ok(authority), Ok((from, until)), true) => {
            let whats = whats.into_iter().filter_map(|what| what.ok().flatten());
            let facts = whats.map(|what| Fact { from, until, what }).collect();
            Ok(Told { row: row.number(), authority, reference: reference.as_str().to_owned(), facts })
        }
        (reference, authority, days, _) => {
            faults.extend([reference.err(), authority.err(), days.err()].into_iter().flatten());
            Err(faults)
        }
    }
}

fn authority(row: &Row, known: &Known) -> Result<String, Fault> {
    let authority = fold(row.cell(AUTHORITY));
    if known.authorities.contains(&authority) {
        return Ok(authority);
    }
    Err(row.fault(AUTHORITY, Problem::new("No authority has this name.", "Write it as in the staff list.")))
}

fn stretch(row: &Row, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Fault> {
    let (from, until) = (day(row, FROM)?, day(row, UNTIL)?);
    let wrong = |says, mend: &str| Err(row.fault(UNTIL, Problem::new(says, mend)));
    if until < from {
        return wrong("This ends before it starts.", "Put the later day here.");
    }
    if (until - from).num_days() >= LONGEST {
        return wrong("This is more than three years.", "Look at the year of both days.");
    }
    if until >= today {
        return wrong("These days are not over yet.", "Put the last day that the extract is of, before today.");
    }
    Ok((from, until))
}

fn absence(row: &Row, (from, until): (NaiveDate, NaiveDate)) -> Result<What, Fault> {
    let days = number(row, DAYS, "Write the working days lost, such as 2.5; 0 for none.")?;
    let longest = (until - from).num_days() + 1;
    if days as f64 > longest as f64 * SCALE {
        let says = format!("Between these days there are only {longest}.");
        return Err(row.fault(DAYS, Problem::new(says, "Look at the days lost, and at both days.")));
    }
    let fte = number(row, FTE, "Write the share of full time, such as 0.6; 1 for full time.")?;
    if fte == 0 || fte as f64 > SCALE {
        let problem =
            Problem::new("FTE is more than 0 and at most 1.", "Write 1 for full time, 0.6 for three days of five.");
        return Err(row.fault(FTE, problem));
    }
    Ok(What::Absence { days, fte })
}

fn turnover(row: &Row, (from, until): (NaiveDate, NaiveDate)) -> Result<What, Fault> {
    if row.cell(LEFT).is_empty() {
        return Ok(What::Turnover { left_on: None });
    }
    let left = day(row, LEFT)?;
    if left < from || left > until {
        let mend = "Leave it empty for whoever had not left by the last day, or mend one of the three days.";
        return Err(row.fault(LEFT, Problem::new("This is not within the days of the row.", mend)));
    }
    Ok(What::Turnover { left_on: Some(left) })
}

/// In ten-thousandths.
fn number(row: &Row, column: &'static str, mend: &str) -> Result<i64, Fault> {
    let found = row.cell(column).parse::<f64>().ok().filter(|number| (0.0..=10_000.0).contains(number));
    let scaled = found.map(|number| (number * SCALE).round() as i64);
    scaled.ok_or_else(|| row.fault(column, Problem::new("This is no number that can be counted.", mend)))
}

fn day(row: &Row, column: &'static str) -> Result<NaiveDate, Fault> {
    let text = row.cell(column);
    let read = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    read.filter(|day| (2010..=2100).contains(&day.year())).ok_or_else(|| {
        let problem = Problem::new("This is no day that can be read.", "Write it as 2027-03-01 or 01/03/2027.");
        row.fault(column, problem)
    })
}

/// Rows that speak of the same days of the same person.
fn twice(found: &[Told]) -> Vec<Fault> {
    let mut seen: BTreeMap<(&str, &str), Vec<(usize, &Fact)>> = BTreeMap::new();
    let mut faults = Vec::new();
    for told in found {
        let before = seen.entry((&told.authority, &told.reference)).or_default();
        for fact in &told.facts {
            if let Some((row, _)) = before.iter().find(|(row, other)| *row != told.row && fact.meets(other)) {
                faults.push(overlap(told, fact, format_args!("row {row} of the file")));
                break;
            }
        }
        before.extend(told.facts.iter().map(|fact| (told.row, fact)));
    }
    faults
}

/// A row whose days are those of another.
pub(super) fn overlap(told: &Told, fact: &Fact, with: fmt::Arguments<'_>) -> Fault {
    let mend = "Take one of the two out, or part their days.";
    let problem = Problem::new(format!("These days of this person are in {with} too."), mend);
    Fault { row: Some(told.row), column: FROM, cell: fact.from.to_string(), problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn read_rows(head: &str, rows: &str) -> Result<Vec<Told>, Vec<Fault>> {
        let known = Known { today: day("2028-04-01"), authorities: BTreeSet::from(["oakby".to_owned()]) };
        read(format!("Staff reference,Authority,From,Until,{head}\n{rows}").as_bytes(), &known)
    }

    #[test]
    fn absence_and_turnover_are_read_from_one_row_or_apart() {
        let both = read_rows(
            "Days lost,FTE,Left on",
            "w1,Oakby,2027-04-01,31/03/2028,2.5,0.6,2027-12-24\nW2,OAKBY,2027-04-01,2028-03-31,0,1,\n",
        )
        .unwrap();
        assert_eq!((both[0].authority.as_str(), both[0].reference.as_str(), both[0].row), ("oakby", "W1", 2));
        let whats: Vec<What> = both[0].facts.iter().map(|fact| fact.what).collect();
        let left_on = Some(day("2027-12-24"));
        assert_eq!(whats, [What::Absence { days: 25_000, fte: 6_000 }, What::Turnover { left_on }]);
        assert_eq!(both[1].facts[1].what, What::Turnover { left_on: None });
        assert_eq!(read_rows("Left on", "W1,Oakby,2027-04-01,2028-03-31,\n").unwrap()[0].facts.len(), 1);
    }

    #[test]
    fn each_fault_is_told_by_row_and_column() {
        let rows = "W1,Elmby,2027-04-01,2028-03-31,1,1\nW1,Oakby,soon,2028-03-31,1,1\nW1,Oakby,2027-04-01,2027-03-31,1,1\n\
                    W1,Oakby,2027-04-01,2028-04-01,1,1\nW1,Oakby,2027-04-01,2027-04-02,3,1\nW1,Oakby,2027-04-01,2028-03-31,-1,1\n\
                    W1,Oakby,2027-04-01,2028-03-31,1,1.5\n,Oakby,2027-04-01,2028-03-31,1,0\nW1,Oakby,2017-04-01,2028-03-31,1,1\n";
        let told: Vec<_> = read_rows("Days lost,FTE", rows)
            .unwrap_err()
            .into_iter()
            .map(|fault| (fault.row.unwrap(), fault.column))
            .collect();
        let wanted = [
            (2, AUTHORITY),
            (3, FROM),
            (4, UNTIL),
            (5, UNTIL),
            (6, DAYS),
            (7, DAYS),
            (8, FTE),
            (9, FTE),
            (9, REFERENCE),
            (10, UNTIL),
        ];
        assert_eq!(told, wanted);
        let left = read_rows("Left on", "W1,Oakby,2027-04-01,2028-03-31,2028-04-01\n").unwrap_err();
        assert_eq!(left[0].column, LEFT);
    }

    #[test]
    fn the_same_days_of_one_person_stand_in_one_row() {
        let rows = "W1,Oakby,2027-04-01,2027-09-30,1,1\nW1,Oakby,2027-10-01,2028-03-31,1,1\nW1,Oakby,2027-09-30,2027-10-01,1,1\n";
        let faults = read_rows("Days lost,FTE", rows).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].problem.says.contains("row 2 of the file"), "{faults:?}");
    }

    #[test]
    fn a_file_without_rows_or_without_anything_to_count_is_refused() {
        for (head, rows) in [
            ("Days lost,FTE", ""),
            ("Days lost", "W1,Oakby,2027-04-01,2028-03-31,1\n"),
            ("Notes", "W1,Oakby,2027-04-01,2028-03-31,x\n"),
        ] {
            let faults = read_rows(head, rows).unwrap_err();
            assert!(faults.len() == 1 && faults[0].row.is_none(), "{head}: {faults:?}");
        }
    }
}
