//! A spreadsheet of answers to whether people recall a letter, held to the list of the trial before anything is saved. One bad
//! row stops the whole file.

use std::collections::BTreeMap;

use super::recalled::Recalled;
pub use crate::trial::roster::small_sheet::Fault;
use crate::trial::{
    allocation::frame::Member,
    roster::{
        person::{Problem, StaffReference, fold},
        small_sheet::{self, Row},
    },
};

/// The columns. The authority is needed where two use the same staff reference.
const REFERENCE: &str = "staff reference";
const RECALLED: &str = "recalled";
const AUTHORITY: &str = "authority";

/// What each person of a file answered, by their id.
pub type Answers = BTreeMap<String, Recalled>;

/// Reads the bytes of a file beside the people of a trial.
///
/// # Errors
/// All that is wrong, by row and column.
pub fn read(file: &[u8], members: &[Member]) -> Result<Answers, Vec<Fault>> {
    let (mut answers, mut faults) = (Answers::new(), Vec::new());
    for row in small_sheet::read(file, &[REFERENCE, RECALLED], &[AUTHORITY])? {
        match answer(&row, members) {
            Err(of_row) => faults.extend(of_row),
            Ok((person, answer)) => {
                if answers.insert(person, answer).is_some() {
                    let problem = Problem::new("This person has a row above.", "Leave one row for each person.");
                    faults.push(row.fault(REFERENCE, problem));
                }
            }
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

fn answer(row: &Row, members: &[Member]) -> Result<(String, Recalled), Vec<Fault>> {
    let person = person(row, members).map_err(|problem| row.fault(REFERENCE, problem));
    let answer = Recalled::parse(row.cell(RECALLED)).map_err(|problem| row.fault(RECALLED, problem));
    match (person, answer) {
        (Ok(person), Ok(answer)) => Ok((person, answer)),
        (person, answer) => Err([person.err(), answer.err()].into_iter().flatten().collect()),
    }
}

fn person(row: &Row, members: &[Member]) -> Result<String, Problem> {
    let reference = StaffReference::parse(row.cell(REFERENCE))?;
    let authority = fold(row.cell(AUTHORITY));
    let named = |member: &&Member| {
        member.reference == reference.as_str() && (authority.is_empty() || fold(&member.authority) == authority)
    };
    let found: Vec<&Member> = members.iter().filter(named).collect();
    match found[..] {
        [member] => Ok(member.person_id.clone()),
        [] => {
            Err(Problem::new("Nobody in this trial has this staff reference.", "Look for a slip, or take the row out."))
        }
        _ => Err(Problem::new(
            "Two authorities of this trial use this staff reference.",
            "Add a column 'authority' that says which is meant.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(authority: &str, reference: &str) -> Member {
        Member {
            authority: authority.into(),
            reference: reference.into(),
            person_id: format!("{authority}/{reference}"),
            ..Member::default()
        }
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
