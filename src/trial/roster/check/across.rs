//! The rules that look across rows: who is named twice, and whose manager nobody knows.

use std::collections::{HashMap, hash_map};

use super::{Entry, OnRecord, fault::CellFault};
use crate::trial::roster::{
    columns::{Column, Columns},
    person::{Problem, StaffReference, StaffRole, fold},
    sheet::Sheet,
};

type Key = (String, StaffReference);

/// Everyone whom the file names, in good rows and bad ones: the first row they stand in, and their role if it can be read.
pub(super) struct Named {
    people: HashMap<Key, Option<StaffRole>>,
    doubles: Vec<CellFault>,
}

impl Named {
    pub(super) fn read(sheet: &Sheet, columns: &Columns) -> Self {
        let (mut people, mut doubles) = (HashMap::new(), Vec::new());
        let mut first_rows: HashMap<Key, usize> = HashMap::new();
        for row in &sheet.rows {
            let cell = columns.cell(Column::StaffReference, &row.cells);
            let Ok(reference) = StaffReference::parse(cell) else {
                continue;
            };
            let key = (fold(columns.cell(Column::Authority, &row.cells)), reference);
            match first_rows.entry(key.clone()) {
                hash_map::Entry::Vacant(free) => {
                    free.insert(row.number);
                    people.insert(key, StaffRole::parse(columns.cell(Column::Role, &row.cells)).ok());
                }
                hash_map::Entry::Occupied(first) => {
                    let problem = Problem::new(
                        format!("Row {} has the same staff reference.", first.get()),
                        "Keep one row for each person, and give each their own reference.",
                    );
                    doubles.push(fault(row.number, Column::StaffReference, cell, problem));
                }
            }
        }
        Self { people, doubles }
    }
}

/// Every fault that only shows when rows, or the file and the record, are set beside each other.
pub(super) fn check(entries: &[Entry], named: &Named, on_record: &OnRecord) -> Vec<CellFault> {
    let mut faults = named.doubles.clone();
    faults.extend(entries.iter().filter_map(|entry| manager(entry, named, on_record)));
    faults.extend(emails(entries, on_record));
    faults
}

fn manager(entry: &Entry, named: &Named, on_record: &OnRecord) -> Option<CellFault> {
    let reference = entry.manager.as_ref()?;
    let key = (fold(&entry.authority), reference.clone());
    let role = match (named.people.get(&key), on_record.people.get(&key)) {
        (Some(role), _) => *role,
        (None, Some(known)) => Some(known.role),
        (None, None) => {
            let problem = Problem::new(
                "This manager is neither in the file nor on record in this authority.",
                "Check the reference, or add a row for the manager.",
            );
            return Some(fault(entry.row, Column::Manager, reference.as_str(), problem));
        }
    };
    let problem = if *reference == entry.reference {
        Problem::new("The person is their own manager.", "Give another's reference, or leave it blank for a leader.")
    } else if let Some(role) = role.filter(|role| !role.may_manage()) {
        Problem::new(
            format!("The manager given here has the role '{}'.", role.name()),
            "Give the reference of a team manager, or mend the manager's own role.",
        )
    } else {
        return None;
    };
    Some(fault(entry.row, Column::Manager, reference.as_str(), problem))
}

/// One mailbox is one person: it is how managers and leaders sign in.
fn emails(entries: &[Entry], on_record: &OnRecord) -> Vec<CellFault> {
    let key = |entry: &Entry| (fold(&entry.authority), entry.reference.clone());
    let in_file: HashMap<Key, usize> = entries.iter().map(|entry| (key(entry), entry.row)).collect();
    let known = on_record.people.iter().filter(|(key, _)| !in_file.contains_key(*key));
    let mut owners: HashMap<&str, String> = HashMap::new();
    for (_, person) in known {
        if let Some(email) = &person.email {
            owners.insert(email.as_str(), "Somebody on record".to_owned());
        }
    }
    let mut faults = Vec::new();
    for entry in entries {
        let Some(email) = &entry.email else { continue };
        match owners.entry(email.as_str()) {
            hash_map::Entry::Vacant(free) => {
                free.insert(format!("Row {}", entry.row));
            }
            hash_map::Entry::Occupied(owner) => {
                let says = format!("{} has the same e-mail address.", owner.get());
                let problem = Problem::new(says, "Give each person their own.");
                faults.push(fault(entry.row, Column::Email, email.as_str(), problem));
            }
        }
    }
    faults
}

fn fault(row: usize, column: Column, cell: &str, problem: Problem) -> CellFault {
    CellFault { row, column: Some(column), cell: cell.to_owned(), problem }
}
