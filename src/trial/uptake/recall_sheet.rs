//! A spreadsheet of answers to whether people recall a letter, held to the list of the trial before anything is saved. One bad
//! row stops the whole file.

use std::collections::BTreeMap;

use super::recalled::Recalled;
use crate::trial::{
    allocation::frame::Member,
    roster::{
        person::{Problem, StaffReference, fold},
        sheet::{Row, Sheet},
    },
};

/// The columns. The authority is needed where two use the same staff reference.
const REFERENCE: &str = "staff reference";
const RECALLED: &str = "recalled";
const AUTHORITY: &str = "authority";

/// One thing wrong with a file; without a row, with all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub row: Option<usize>,
    pub column: &'static str,
    /// What the file says there.
    pub cell: String,
    pub problem: Problem,
}

/// What each person of a file answered, by their id.
pub type Answers = BTreeMap<String, Recalled>;

/// Reads the bytes of a file beside the people of a trial.
///
/// # Errors
/// All that is wrong, by row and column.
pub fn read(file: &[u8], members: &[Member]) -> Result<Answers, Vec<Fault>> {
    let whole = |column, problem| Fault { row: None, column, cell: String::new(), problem };
    let mend = "Choose a spreadsheet with the columns 'staff reference' and 'recalled'.";
    let sheet = Sheet::read(file).map_err(|fault| vec![whole("", Problem::new(fault.to_string(), mend))])?;
    let place = |name: &str| sheet.header.iter().position(|heading| fold(heading) == name);
    let missing = |column| whole(column, Problem::new(format!("There is no column '{column}'."), mend));
    let (reference, recalled) = match (place(REFERENCE), place(RECALLED)) {
        (Some(reference), Some(recalled)) => (reference, recalled),
        (None, Some(_)) => return Err(vec![missing(REFERENCE)]),
        (Some(_), None) => return Err(vec![missing(RECALLED)]),
        (None, None) => return Err(vec![missing(REFERENCE), missing(RECALLED)]),
    };
    let places = Places { reference, recalled, authority: place(AUTHORITY) };
    let (mut answers, mut faults) = (Answers::new(), Vec::new());
    for row in &sheet.rows {
        match places.answer(row, members) {
            Err(of_row) => faults.extend(of_row),
            Ok((person, answer)) => {
                if answers.insert(person, answer).is_some() {
                    let problem = Problem::new("This person has a row above.", "Leave one row for each person.");
                    faults.push(fault(row, REFERENCE, reference, problem));
                }
            }
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

/// Where each column stands.
struct Places {
    reference: usize,
    recalled: usize,
    authority: Option<usize>,
}

impl Places {
    fn answer(&self, row: &Row, members: &[Member]) -> Result<(String, Recalled), Vec<Fault>> {
        let odd = row.odd.iter().any(|(at, _)| *at == self.reference || *at == self.recalled);
        if odd || row.beyond > 0 {
            let mend =
                "Copy the sheet, paste it back as values, and see that each row has as many cells as the heading.";
            return Err(vec![fault(
                row,
                "",
                usize::MAX,
                Problem::new("This row holds more than plain answers.", mend),
            )]);
        }
        let person = self.person(row, members).map_err(|problem| fault(row, REFERENCE, self.reference, problem));
        let answer =
            Recalled::parse(&row.cells[self.recalled]).map_err(|problem| fault(row, RECALLED, self.recalled, problem));
        match (person, answer) {
            (Ok(person), Ok(answer)) => Ok((person, answer)),
            (person, answer) => Err([person.err(), answer.err()].into_iter().flatten().collect()),
        }
    }

    fn person(&self, row: &Row, members: &[Member]) -> Result<String, Problem> {
        let reference = StaffReference::parse(&row.cells[self.reference])?;
        let authority = self.authority.map(|at| fold(&row.cells[at])).filter(|name| !name.is_empty());
        let named = |member: &&Member| {
            member.reference == reference.as_str()
                && authority.as_ref().is_none_or(|name| fold(&member.authority) == *name)
        };
        let found: Vec<&Member> = members.iter().filter(named).collect();
        match found[..] {
            [member] => Ok(member.person_id.clone()),
            [] => Err(Problem::new(
                "Nobody in this trial has this staff reference.",
                "Look for a slip, or take the row out.",
            )),
            _ => Err(Problem::new(
                "Two authorities of this trial use this staff reference.",
                "Add a column 'authority' that says which is meant.",
            )),
        }
    }
}

fn fault(row: &Row, column: &'static str, at: usize, problem: Problem) -> Fault {
    Fault { row: Some(row.number), column, cell: row.cells.get(at).cloned().unwrap_or_default(), problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(authority: &str, reference: &str) -> Member {
        let [unit_id, unit, site, team, role] = Default::default();
        let person_id = format!("{authority}/{reference}");
        Member { authority: authority.into(), reference: reference.into(), person_id, unit_id, unit, site, team, role }
    }

    fn read_beside(file: &str) -> Result<Answers, Vec<Fault>> {
        read(file.as_bytes(), &[member("North", "W1"), member("North", "W2"), member("South", "W2")])
    }

    fn says(file: &str) -> Vec<(Option<usize>, String)> {
        read_beside(file).unwrap_err().into_iter().map(|fault| (fault.row, fault.problem.says)).collect()
    }

    #[test]
    fn answers_are_read_by_reference_and_by_authority_where_two_use_it() {
        let answers = read_beside("Recalled,Authority,Staff reference\nyes,,w1\nNot sure,south,W2\n").unwrap();
        assert_eq!(answers["North/W1"], Recalled::Yes);
        assert_eq!(answers["South/W2"], Recalled::NotSure);
    }

    #[test]
    fn each_fault_is_told_by_row() {
        assert!(says("staff reference\nW1\n")[0].1.contains("no column 'recalled'"));
        assert!(says("")[0].1.contains("empty"));
        let found = says("staff reference,recalled\nW9,yes\nW1,perhaps\nW2,yes\nW1,no\nW1,yes\n");
        let rows: Vec<_> = found.iter().map(|(row, _)| row.unwrap_or_default()).collect();
        assert_eq!(rows, [2, 3, 4, 6]);
        let words = ["Nobody in this trial", "not an answer", "Two authorities", "a row above"];
        assert!(found.iter().zip(words).all(|((_, says), word)| says.contains(word)), "{found:?}");
    }
}
