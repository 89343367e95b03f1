//! A table of costs as the first trial gave it: a row for each authority, initial training apart, and a total that panel, Round
//! and steering have to come to. One bad row stops the whole file.

use std::collections::HashSet;

use super::{line::Heading, money::Pence};
use crate::trial::roster::{
    person::Problem,
    small_sheet::{self, Fault, Row},
};

const LABEL: &str = "la";
const TOTAL: &str = "total";
const COLUMNS: [(Heading, &str); 4] = [
    (Heading::Training, "training"),
    (Heading::Panel, "panel"),
    (Heading::Round, "round"),
    (Heading::Steering, "steering"),
];
/// The longest name of an authority, in characters.
const LONGEST: usize = 100;

/// What a file says of one authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRow {
    /// Of the file, with its heading for the first.
    pub number: usize,
    /// Whose figures, as the file names them.
    pub label: String,
    pub amounts: [(Heading, Pence); 4],
}

impl GivenRow {
    /// What a Round cost: without initial training.
    #[must_use]
    pub fn total(&self) -> Pence {
        self.amounts.iter().filter(|(heading, _)| heading.counts()).map(|(_, pence)| *pence).sum()
    }
}

/// Reads the bytes of a file.
///
/// # Errors
/// All that is wrong, by row and column.
pub fn read(file: &[u8]) -> Result<Vec<GivenRow>, Vec<Fault>> {
    let needed = [LABEL, COLUMNS[0].1, COLUMNS[1].1, COLUMNS[2].1, COLUMNS[3].1, TOTAL];
    let (mut found, mut faults, mut labels) = (Vec::new(), Vec::new(), HashSet::new());
    for row in small_sheet::read(file, &needed, &[])? {
        match given(&row) {
            Ok(given) if !labels.insert(given.label.clone()) => {
                let problem = Problem::new("This authority is in the file twice.", "Take one of its rows out.");
                faults.push(row.fault(LABEL, problem));
            }
            Ok(given) => found.push(given),
            Err(wrong) => faults.extend(wrong),
        }
    }
    if found.is_empty() && faults.is_empty() {
        let problem = Problem::new("There are no costs in this file.", "Choose one with a row for each authority.");
        faults.push(Fault { row: None, column: "", cell: String::new(), problem });
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn given(row: &Row) -> Result<GivenRow, Vec<Fault>> {
    let mut faults = Vec::new();
    let label = row.cell(LABEL).trim().to_owned();
    if label.is_empty() || label.chars().count() > LONGEST {
        let mend = format!("Give its name or number, of {LONGEST} letters at most.");
        faults.push(row.fault(LABEL, Problem::new("It is not said whose costs these are.", mend)));
    }
    let mut money = |column: &'static str| {
        let read = Pence::parse(row.cell(column));
        if read.is_none() {
            let mend = "Write pounds, such as 716 or 716.50.";
            faults.push(row.fault(column, Problem::new("This is no amount of money.", mend)));
        }
        read.unwrap_or_default()
    };
    let amounts = COLUMNS.map(|(heading, column)| (heading, money(column)));
    let total = money(TOTAL);
    let given = GivenRow { number: row.number(), label, amounts };
    if faults.is_empty() && given.total() != total {
        let says = format!("Panel, Round and steering come to {}, not to {total}.", given.total());
        faults
            .push(row.fault(TOTAL, Problem::new(says, "Initial training stands apart. Look for a slip in this row.")));
    }
    if faults.is_empty() { Ok(given) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interventions::rounds::cost::said::FIRST_TRIAL;

    #[test]
    fn every_row_of_the_first_trial_adds() {
        let rows = read(FIRST_TRIAL.as_bytes()).unwrap();
        let totals: Vec<i64> = rows.iter().map(|row| row.total().0).collect();
        assert_eq!(totals, [114_600, 144_600, 206_300, 175_000, 198_100]);
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels, ["1", "3", "4", "5", "6"]);
    }

    #[test]
    fn a_row_that_does_not_add_is_refused_by_its_number() {
        let file = "la,training,panel,round,steering,total\n1,716,166,742,238,1146\n2,716,166,742,238,1862\n";
        let faults = read(file.as_bytes()).unwrap_err();
        assert_eq!((faults.len(), faults[0].row, faults[0].column), (1, Some(3), TOTAL));
        assert!(faults[0].problem.says.contains("come to £1,146.00, not to £1,862.00"), "{}", faults[0].problem.says);
    }

    #[test]
    fn each_fault_is_told_by_row_and_column() {
        let file = "la,training,panel,round,steering,total\n1,-7,166,742,238,1146\n,1,1,1,1,3\n3,1,1,one,1,3\n4,1,1,1,1,3\n4,1,1,1,1,3\n";
        let told: Vec<_> =
            read(file.as_bytes()).unwrap_err().into_iter().map(|fault| (fault.row.unwrap(), fault.column)).collect();
        assert_eq!(told, [(2, "training"), (3, LABEL), (4, "round"), (6, LABEL)]);
        assert!(read(b"la,training,panel,round,steering,total\n").is_err());
        assert!(read(b"la,panel\n1,2\n").is_err());
    }
}
