//! What everyone was whom one import touches, noted as it goes and kept at its end.

use std::collections::{BTreeMap, HashMap};

use super::before::{self, Before, Was};
use crate::{
    floor::{Floor, auth::Stood, db::Conn, error::Result},
    trial::roster::{people::Person, store, store::people::PersonFacts},
};

#[derive(Default)]
pub(super) struct Befores {
    people: BTreeMap<String, Before>,
}

impl Befores {
    /// Notes somebody who was not on record.
    pub(super) fn new_one(&mut self, id: &str) {
        self.people.insert(id.to_owned(), Before { address: Some(Was { it: None }), ..Before::default() });
    }

    /// Notes what was known of a person, once.
    pub(super) fn of(&mut self, conn: &mut Conn, person: &Person) -> Result<&mut Before> {
        if !self.people.contains_key(&person.id) {
            let facts = store::people::one(conn, &person.id)?.map(|(row, _)| PersonFacts::of(row));
            self.people.insert(person.id.clone(), Before { facts, ..Before::default() });
        }
        Ok(self.people.entry(person.id.clone()).or_default())
    }

    pub(super) fn address(&mut self, conn: &mut Conn, person: &Person) -> Result<()> {
        let it = store::addresses::whole(conn, &person.id)?;
        self.of(conn, person)?.address = Some(Was { it });
        Ok(())
    }

    pub(super) fn postings(&mut self, conn: &mut Conn, person: &Person) -> Result<()> {
        let rows = store::postings::rows_of(conn, &person.id)?;
        self.of(conn, person)?.postings = Some(rows);
        Ok(())
    }

    /// Notes how an account stood; of somebody on record, or new.
    pub(super) fn account(
        &mut self,
        conn: &mut Conn,
        id: &str,
        person: Option<&Person>,
        stood: Option<Stood>,
    ) -> Result<()> {
        let before = match person {
            Some(person) => self.of(conn, person)?,
            None => self.people.entry(id.to_owned()).or_default(),
        };
        before.account = Some(Was { it: stood });
        Ok(())
    }

    /// Keeps all of it, with what is known of everyone now. Imports before it that touched any of them are closed, since
    /// undoing those would undo part of this one.
    pub(super) fn keep(self, conn: &mut Conn, floor: &Floor, import: &str) -> Result<()> {
        for open in store::imports::open(conn)? {
            let touched = store::imports::touched(conn, &open.id)?;
            if open.id != import && touched.iter().any(|person| self.people.contains_key(person)) {
                store::imports::close(conn, &open.id, "A later file changed some of the same people.")?;
            }
        }
        let now: HashMap<String, PersonFacts> =
            store::people::all(conn)?.into_iter().map(|(row, _)| (row.id.clone(), PersonFacts::of(row))).collect();
        for (person, mut before) in self.people {
            before.after = now.get(&person).cloned();
            before::keep(conn, floor, import, &person, &before)?;
        }
        Ok(())
    }
}
