//! What extracts say of each person: days lost, the share of full time, whether they left, and how long they were looked at.

use super::{
    file::{DataFile, Kind, Variable},
    source::Source,
};
use crate::{
    floor::{Floor, clock::long_date, db::Conn, error::Result},
    trial::outcomes::by_person::{AFTER, BEFORE, Line, Measure, take},
};

/// The file of outcomes; none, where no extract came in. Extracts that go out are not taken back any more.
pub fn outcomes(conn: &mut Conn, floor: &Floor, source: &Source) -> Result<Option<DataFile>> {
    let taken = take(conn, floor, &source.whole)?;
    if taken.lines.is_empty() {
        return Ok(None);
    }
    let here: std::collections::BTreeSet<&String> = source.called.values().collect();
    let mut windows = vec![(BEFORE.to_owned(), "rows that begin before the list was locked".to_owned())];
    let until = |(nth, until): (usize, &chrono::NaiveDate)| {
        ((nth + 1).to_string(), format!("extract {}, up to {}", nth + 1, long_date(*until)))
    };
    windows.extend(taken.until.iter().enumerate().map(until));
    windows.push((AFTER.to_owned(), "rows that reach past the last day that counts".to_owned()));
    let rows = taken.lines.iter().filter(|line| here.contains(&line.called)).map(row).collect();
    let about = "what one extract says of a person";
    Ok(Some(DataFile { name: "outcomes", about, variables: variables(windows), rows }))
}

fn row(line: &Line) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.4}"));
    vec![
        line.called.clone(),
        line.measure.name().to_owned(),
        line.window.clone(),
        number(line.days_lost),
        number(line.fte),
        line.leaver.map_or_else(String::new, |left| u8::from(left).to_string()),
        format!("{:.2}", line.months),
    ]
}

fn variables(windows: Vec<(String, String)>) -> Vec<Variable> {
    let text = |name, label| Variable::new(name, Kind::Text, label);
    let measures = [Measure::Absence, Measure::Turnover].map(|one| (one.name().to_owned(), one.words().to_owned()));
    vec![
        text("trial_id", "Stands for the person in all files"),
        text("measure", "What the row is about").of(measures.to_vec()),
        text("window", "Which extract it came in by, since the list was locked").of(windows),
        Variable::new("days_lost", Kind::Number, "Working days lost to sickness")
            .counting("working days")
            .missing("the row is about something else"),
        Variable::new("fte", Kind::Number, "Share of full time, by the days that it held")
            .counting("full time")
            .missing("the row is about something else"),
        Variable::new("leaver", Kind::Coded, "Left in these days")
            .yes_or_no()
            .missing("the row is about something else"),
        Variable::new("months_observed", Kind::Number, "How long is on record, in months of 30.4375 days")
            .counting("months"),
    ]
}
