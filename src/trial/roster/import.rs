//! A spreadsheet of people comes in: checked and kept sealed as a draft, looked at, then confirmed in one transaction or
//! discarded. Nothing is on the roster before the confirming, and one bad row stops the file. What it did can be undone until
//! something was built on it.

use std::collections::HashMap;

pub use confirm::{Confirmed, confirm, confirm_on};
pub use discard::discard;
pub use draft::{Drafted, draft};
pub use earlier::{Earlier, want_again};
pub use past::{Past, close_old, one_past, past};
pub use preview::{Line, Preview, look, preview};
pub use terms::Terms;
pub use undo::undo;

use super::{
    check::{Entry, KnownPerson, OnRecord},
    people::{self, Person},
    person::{StaffReference, WorkEmail, fold},
    store, vault,
};
use crate::floor::{Floor, db::Conn, error::Result};

mod before;
mod befores;
mod coming;
mod compare;
mod confirm;
mod discard;
mod draft;
mod earlier;
mod past;
mod places;
mod preview;
mod terms;
#[cfg(test)]
mod tests;
mod undo;

/// By authority (folded) and staff reference: how a file and the record know a person.
type Key = (String, StaffReference);

fn key(authority: &str, reference: &StaffReference) -> Key {
    (fold(authority), reference.clone())
}

/// The roster as it stands, for a file to be set beside.
struct Record {
    people: HashMap<Key, Person>,
    /// The staff reference of each person, by id.
    references: HashMap<String, StaffReference>,
    /// The keyed hash of each address in the vault, by person.
    fingerprints: HashMap<String, String>,
}

impl Record {
    fn read(conn: &mut Conn) -> Result<Self> {
        let everyone = people::everyone(conn)?;
        let references = everyone.iter().map(|person| (person.id.clone(), person.reference.clone())).collect();
        let people = everyone.into_iter().map(|person| (key(&person.authority, &person.reference), person)).collect();
        let fingerprints = store::addresses::fingerprints(conn)?.into_iter().collect();
        Ok(Self { people, references, fingerprints })
    }

    fn of(&self, entry: &Entry) -> Option<&Person> {
        self.people.get(&key(&entry.authority, &entry.reference))
    }

    /// What a check needs to know of it.
    fn on_record(&self) -> OnRecord {
        let mut on_record = OnRecord::default();
        for person in self.people.values() {
            let email = person.email.as_deref().and_then(|email| WorkEmail::parse(email).ok());
            let known = KnownPerson { role: person.role, email };
            on_record.add(&person.authority, person.reference.clone(), known);
        }
        on_record
    }

    /// Whether the vault holds this very address for the person. It opens nothing.
    fn holds_address(&self, floor: &Floor, person: &Person, entry: &Entry) -> bool {
        let held = self.fingerprints.get(&person.id);
        let given = kept_address(entry).map(|address| vault::fingerprint(floor, &person.id, address));
        held == given.as_ref()
    }
}

/// The address that is kept for an entry: none for somebody to whom nothing is posted, since it would serve nothing.
fn kept_address(entry: &Entry) -> Option<&super::address::Address> {
    entry.address.as_ref().filter(|_| !entry.do_not_post)
}
