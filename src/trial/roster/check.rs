//! Holds a spreadsheet of people to the rules before anything is saved. Faults come one kind at a time: the file, then
//! its columns, then its rows. One bad row stops the whole file, since half an import is worse than none.
//!
//! What a row needs: a staff reference, a given and a family name, a role and an authority always. A practitioner also
//! needs a team, a manager and a home address (or do-not-post: yes); a team manager a team; managers and leaders an
//! e-mail address, since they are written to. Their own manager and home address may be blank.

use std::collections::HashMap;

pub use entry::Entry;
pub use fault::{CellFault, RowFaults, Trouble};

use super::{
    columns::Columns,
    person::{StaffReference, StaffRole, WorkEmail, fold},
    sheet::{self, Sheet},
};

mod across;
mod entry;
mod fault;

/// A person already on the roster, as far as a check needs to know.
#[derive(Debug, Clone)]
pub struct KnownPerson {
    pub role: StaffRole,
    pub email: Option<WorkEmail>,
}

/// Everyone on the roster, by authority (folded, see [`fold`]) and staff reference.
#[derive(Debug, Clone, Default)]
pub struct OnRecord {
    people: HashMap<(String, StaffReference), KnownPerson>,
}

impl OnRecord {
    pub fn add(&mut self, authority: &str, reference: StaffReference, person: KnownPerson) {
        self.people.insert((fold(authority), reference), person);
    }
}

/// A file with nothing wrong in it.
#[derive(Debug, Clone)]
pub struct Checked {
    pub entries: Vec<Entry>,
    /// How the file was read.
    pub notes: Vec<sheet::Note>,
    /// Headings that Hearten has no use for.
    pub unused: Vec<String>,
}

/// Checks the bytes of a file against the rules and the people on record.
///
/// # Errors
/// The first kind of trouble there is.
pub fn check(file: &[u8], on_record: &OnRecord) -> Result<Checked, Trouble> {
    let sheet = Sheet::read(file).map_err(Trouble::File)?;
    let columns = Columns::find(&sheet).map_err(|(faults, unused)| {
        let notes = sheet.notes.clone();
        Trouble::Columns { faults, unused, notes }
    })?;
    let (mut entries, mut faults) = (Vec::with_capacity(sheet.rows.len()), Vec::new());
    for row in &sheet.rows {
        let odd = columns.odd(row).map(|(cell, odd)| CellFault::of_odd(row.number, cell, odd)).collect::<Vec<_>>();
        if !odd.is_empty() {
            faults.extend(odd);
            continue;
        }
        match Entry::read(row, &columns) {
            Ok(entry) => entries.push(entry),
            Err(row_faults) => faults.extend(row_faults),
        }
    }
    // References in rows with faults still count, or their people would seem to be missing.
    let named = across::Named::read(&sheet, &columns);
    faults.extend(across::check(&entries, &named, on_record));
    match RowFaults::new(faults) {
        Some(faults) => Err(Trouble::Rows(faults)),
        None => Ok(Checked { entries, notes: sheet.notes, unused: columns.unused }),
    }
}

#[cfg(test)]
mod tests;
