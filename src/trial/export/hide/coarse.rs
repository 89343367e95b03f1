//! Amounts and times in steps, so that some people share one.

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::trial::export::file::DataFile;

/// Numbers to the nearest step, as often as they are given.
pub fn steps(file: &mut DataFile, column: &str, step: f64) {
    let places = usize::from(step < 1.0);
    each(file, column, |cell| {
        let value: f64 = cell.parse().ok()?;
        Some(format!("{:.places$}", (value / step).round() * step))
    });
}

/// Months to the nearest whole one.
pub fn to_months(file: &mut DataFile, column: &str) {
    steps(file, column, 1.0);
}

/// Moments to the Monday of their week.
pub fn weeks(file: &mut DataFile, column: &str) {
    each(file, column, |cell| {
        let day: NaiveDate = cell.get(..10)?.parse().ok()?;
        let monday = day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()));
        Some(format!("{monday}T00:00:00Z"))
    });
}

/// Changes the cells of a column that can be read.
fn each(file: &mut DataFile, column: &str, of: impl Fn(&str) -> Option<String>) {
    let Some(at) = file.column(column) else { return };
    for row in &mut file.rows {
        if let Some(coarse) = of(&row[at]) {
            row[at] = coarse;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::export::file::{Kind, Variable};

    fn after(cells: &[&str], change: impl Fn(&mut DataFile)) -> Vec<String> {
        let rows = cells.iter().map(|cell| vec![(*cell).to_owned()]).collect();
        let variables = vec![Variable::new("it", Kind::Number, "")];
        let mut file = DataFile { name: "outcomes", about: "", variables, rows };
        change(&mut file);
        file.rows.into_iter().flatten().collect()
    }

    #[test]
    fn amounts_and_times_are_told_in_steps() {
        assert_eq!(after(&["0.0000", "2.4000", "2.5000", "11"], |file| steps(file, "it", 5.0)), ["0", "0", "5", "10"]);
        assert_eq!(after(&["1.0000", "0.6500", ""], |file| steps(file, "it", 0.2)), ["1.0", "0.6", ""]);
        let moments = ["2027-03-07T23:59:00Z", "2027-03-08T00:00:00Z", "-9"];
        assert_eq!(after(&moments, |file| weeks(file, "it")), ["2027-03-01T00:00:00Z", "2027-03-08T00:00:00Z", "-9"]);
    }
}
