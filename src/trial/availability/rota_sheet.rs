//! A spreadsheet of when people are not free: a row for each stretch of leave, duty or court, or for each time of the week at
//! which somebody never works. One bad row stops the whole file.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::{
    absence::{Absence, Kind, Taken, WeekTime},
    reads::LAST_MINUTE,
    span::Span,
};
use crate::trial::roster::{
    person::{Problem, StaffReference, fold},
    small_sheet::{self, Fault, Row},
};

const REFERENCE: &str = "staff reference";
const WHAT: &str = "what";
const FROM: &str = "from";
const UNTIL: &str = "until";
/// A weekday: then `from` and `until` are times, or empty for all day.
const EVERY: &str = "every";

/// The longest stretch: what is longer is a slip of the year.
const LONGEST_DAYS: i64 = 400;

/// What a file says, by the ids of people; or all that is wrong with it, by row and column.
pub type Rota = Result<Vec<(String, Absence)>, Vec<Fault>>;

/// Reads the bytes of a file. `people` are those of the authority, by staff reference.
///
/// # Errors
/// All that is wrong, by row and column.
pub fn read(file: &[u8], people: &HashMap<String, String>) -> Rota {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for row in small_sheet::read(file, &[REFERENCE, WHAT, FROM, UNTIL], &[EVERY])? {
        let person = person(&row, people).map_err(|problem| row.fault(REFERENCE, problem));
        let kind = Kind::parse(row.cell(WHAT)).map_err(|problem| row.fault(WHAT, problem));
        match (person, kind, taken(&row)) {
            (Ok(person), Ok(kind), Ok(taken)) => found.push((person, Absence { kind, taken })),
            (person, kind, taken) => faults.extend([person.err(), kind.err(), taken.err()].into_iter().flatten()),
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn person(row: &Row, people: &HashMap<String, String>) -> Result<String, Problem> {
    let reference = StaffReference::parse(row.cell(REFERENCE))?;
    people.get(reference.as_str()).cloned().ok_or_else(|| {
        Problem::new("Nobody in this authority has this staff reference.", "Look for a slip, or take the row out.")
    })
}

fn taken(row: &Row) -> Result<Taken, Fault> {
    if row.cell(EVERY).is_empty() { once(row).map(Taken::Once) } else { weekly(row).map(Taken::Weekly) }
}

fn once(row: &Row) -> Result<Span, Fault> {
    let from = moment(row, FROM)?;
    let until = if row.cell(UNTIL).is_empty() { from } else { moment(row, UNTIL)? };
    let stretch = Span::stretch(from, until).ok_or_else(|| {
        row.fault(UNTIL, Problem::new("This ends before it starts.", "Put the later day or time here."))
    })?;
    if stretch.minutes() > LONGEST_DAYS * 24 * 60 {
        let problem = Problem::new("This is more than a year.", "Look at the year of both days.");
        return Err(row.fault(UNTIL, problem));
    }
    Ok(stretch)
}

fn weekly(row: &Row) -> Result<WeekTime, Fault> {
    let weekday = row.cell(EVERY).parse::<Weekday>().map_err(|_| {
        row.fault(
            EVERY,
            Problem::new("This is no day of the week.", "Write Monday, Tuesday and so on, or leave it empty."),
        )
    })?;
    let time = |column, otherwise| match row.cell(column) {
        "" => Ok(otherwise),
        text => parse_time(text).ok_or_else(|| {
            row.fault(
                column,
                Problem::new("This is no time of day.", "Write it as 09:00, or leave it empty for all day."),
            )
        }),
    };
    let last = NaiveTime::from_hms_opt(LAST_MINUTE.0, LAST_MINUTE.1, 0).unwrap_or_default();
    let (from, until) = (time(FROM, NaiveTime::MIN)?, time(UNTIL, last)?);
    if until <= from {
        return Err(row.fault(UNTIL, Problem::new("This ends before it starts.", "Put the later time here.")));
    }
    Ok(WeekTime { weekday, from, until })
}

/// A day, with a time or without.
fn moment(row: &Row, column: &'static str) -> Result<(NaiveDate, Option<NaiveTime>), Fault> {
    let text = row.cell(column);
    let (day, time) = text.split_once(' ').map_or((text, None), |(day, time)| (day, Some(time.trim())));
    let parsed = parse_day(day).zip(time.map_or(Some(None), |time| parse_time(time).map(Some)));
    parsed.ok_or_else(|| {
        let mend = "Write it as 2027-03-01 or 01/03/2027, with a time after it where it is not the whole day: 2027-03-01 09:00.";
        row.fault(column, Problem::new("This is no day that can be read.", mend))
    })
}

fn parse_day(text: &str) -> Option<NaiveDate> {
    let text = fold(text);
    ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|form| NaiveDate::parse_from_str(&text, form).ok()).filter(in_reason)
}

fn in_reason(day: &NaiveDate) -> bool {
    use chrono::Datelike;
    (2020..=2100).contains(&day.year())
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S", "%H.%M"].iter().find_map(|form| NaiveTime::parse_from_str(text.trim(), form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_rows(rows: &str) -> Result<Vec<(String, Absence)>, Vec<Fault>> {
        let people = HashMap::from([("W1".to_owned(), "siân".to_owned()), ("W2".to_owned(), "tom".to_owned())]);
        read(format!("Staff reference,What,From,Until,Every\n{rows}").as_bytes(), &people)
    }

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    fn time(hour: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
    }

    #[test]
    fn leave_duty_and_days_of_the_week_are_read() {
        let rows = "w1,Annual leave,2027-03-01,05/03/2027,\nW2,duty,2027-03-02 09:00,2027-03-02 13:00,\nW2,court,2027-03-03,,\nW1,other,,,Friday\n";
        let found: Vec<Taken> = read_rows(rows).unwrap().into_iter().map(|(_, absence)| absence.taken).collect();
        assert_eq!(found[0], Taken::Once(Span::days(day(3, 1), day(3, 5))));
        assert_eq!(found[1], Taken::Once(Span::between(day(3, 2), time(9), time(13))));
        assert_eq!(found[2], Taken::Once(Span::days(day(3, 3), day(3, 3))));
        assert!(matches!(found[3], Taken::Weekly(WeekTime { weekday: Weekday::Fri, from: NaiveTime::MIN, .. })));
    }

    #[test]
    fn each_fault_is_told_by_row_and_column() {
        let rows = "W9,leave,2027-03-01,,\nW1,holidays!,2027-03-01,,\nW1,leave,soon,,\nW1,leave,2027-03-05,2027-03-01,\nW1,duty,nine,,Tuesday\nW1,duty,09:00,,Someday\nW1,leave,2027-03-01,2072-03-01,\n";
        let told: Vec<_> =
            read_rows(rows).unwrap_err().into_iter().map(|fault| (fault.row.unwrap(), fault.column)).collect();
        assert_eq!(told, [(2, REFERENCE), (3, WHAT), (4, FROM), (5, UNTIL), (6, FROM), (7, EVERY), (8, UNTIL)]);
    }
}
