//! Puts a draft on the roster: all of it in one transaction, or nothing.

use std::collections::HashMap;

use super::{
    Entry, Key, Record,
    compare::{differences, moves},
    kept_address, key,
    places::Places,
    preview,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        auth,
        db::Conn,
        error::{Error, Result},
        web::Role,
    },
    trial::roster::{
        person::{StaffRole, fold},
        store::{
            self,
            people::{PersonFacts, PersonRow},
            postings::PostingRow,
        },
        vault,
    },
};

/// What confirming did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Confirmed {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
}

/// Confirms a draft. To be called inside one writing transaction.
///
/// A person who works elsewhere from now on gets a new posting, dated today; what they were before stays on record.
/// Managers and leaders get an account, by which they can sign in.
///
/// # Errors
/// `Missing` where there is no such draft; `TooLate` where it is settled, or no longer fits the record.
pub fn confirm(conn: &mut Conn, floor: &Floor, actor: &str, id: &str) -> Result<Confirmed> {
    let record = Record::read(conn)?;
    let checked = preview::reread(conn, floor, &record, id)?;
    if !store::drafts::settle(conn, id, "confirmed", floor.clock.now())? {
        return Err(Error::TooLate("This file was confirmed already.".into()));
    }
    let mut coming =
        Coming { conn, floor, actor, record: &record, places: Places::default(), ids: HashMap::new(), acts: vec![] };
    let confirmed = coming.all(&checked.entries)?;
    let mut acts = coming.acts;
    let said = format!("{} added, {} changed, {} as before", confirmed.added, confirmed.changed, confirmed.unchanged);
    acts.push(Act::new(actor, "people.imported", id).because(said));
    audit::write_all(conn, floor.clock.now(), &acts)?;
    Ok(confirmed)
}

/// The entries of one file on their way in.
struct Coming<'a> {
    conn: &'a mut Conn,
    floor: &'a Floor,
    actor: &'a str,
    record: &'a Record,
    places: Places,
    /// The id of everyone on record or in the file.
    ids: HashMap<Key, String>,
    acts: Vec<Act>,
}

impl Coming<'_> {
    fn all(&mut self, entries: &[Entry]) -> Result<Confirmed> {
        let mut confirmed = Confirmed { added: 0, changed: 0, unchanged: 0 };
        self.places = Places::read(self.conn)?;
        self.ids = self.record.people.iter().map(|(key, person)| (key.clone(), person.id.clone())).collect();
        // Everyone first, since a manager may stand below their team.
        for entry in entries {
            let changes = self.person(entry)?;
            match changes {
                None => confirmed.added += 1,
                Some(changes) if changes.is_empty() => confirmed.unchanged += 1,
                Some(_) => confirmed.changed += 1,
            }
        }
        for entry in entries {
            self.posting(entry)?;
            self.account(entry, entries)?;
        }
        Ok(confirmed)
    }

    /// Adds somebody new (`None`), or brings the facts about a person up to date and says which differed.
    fn person(&mut self, entry: &Entry) -> Result<Option<Vec<&'static str>>> {
        let Some(person) = self.record.of(entry) else {
            let id = self.floor.ids.next();
            let authority_id = self.places.authority(self.conn, self.floor, &entry.authority)?;
            store::people::add(self.conn, &row(self.floor, &id, &authority_id, entry))?;
            if let Some(address) = kept_address(entry) {
                vault::put(self.conn, self.floor, &id, address)?;
            }
            self.acts.push(Act::new(self.actor, "person.added", &id));
            self.ids.insert(key(&entry.authority, &entry.reference), id);
            return Ok(None);
        };
        let changes = differences(self.floor, self.record, person, entry);
        if !changes.is_empty() {
            store::people::change(self.conn, &person.id, &facts(entry))?;
            match kept_address(entry) {
                _ if !changes.contains(&"address") => {}
                Some(address) => vault::put(self.conn, self.floor, &person.id, address)?,
                None => {
                    vault::erase(self.conn, self.floor, self.actor, &person.id, "not in the newest file")?;
                }
            }
            self.acts.push(Act::new(self.actor, "person.changed", &person.id).because(changes.join(", ")));
        }
        Ok(Some(changes))
    }

    fn posting(&mut self, entry: &Entry) -> Result<()> {
        let today = self.floor.clock.today();
        if let Some(person) = self.record.of(entry) {
            if moves(self.record, person, entry).is_empty() {
                return Ok(());
            }
            store::postings::end(self.conn, &person.id, today)?;
        }
        let authority_id = self.places.authority(self.conn, self.floor, &entry.authority)?;
        let row = PostingRow {
            id: self.floor.ids.next(),
            person_id: self.id(entry)?,
            role: entry.role.name().to_owned(),
            team_id: self.places.team(self.conn, self.floor, &authority_id, entry.team.as_deref())?,
            site_id: self.places.site(self.conn, self.floor, &authority_id, entry.site.as_deref())?,
            manager_id: entry
                .manager
                .as_ref()
                .and_then(|manager| self.ids.get(&key(&entry.authority, manager)).cloned()),
            from_on: today,
            until_on: None,
        };
        store::postings::add(self.conn, &row)?;
        Ok(())
    }

    /// Managers and leaders sign in; a leader who is somebody's own manager writes lines as well.
    fn account(&mut self, entry: &Entry, entries: &[Entry]) -> Result<()> {
        let (Some(email), false) = (&entry.email, entry.role.is_practitioner()) else { return Ok(()) };
        let authority_id = self.places.authority(self.conn, self.floor, &entry.authority)?;
        let account =
            auth::make_account(self.conn, self.floor, email.as_str(), &entry.names.full(), Some(&self.id(entry)?))?;
        if entry.role == StaffRole::SeniorLeader {
            auth::grant(self.conn, self.floor, &account, Role::SeniorLeader, Some(&authority_id))?;
        }
        if entry.role == StaffRole::TeamManager || manages_practitioners(entry, entries) {
            auth::grant(self.conn, self.floor, &account, Role::TeamManager, Some(&authority_id))?;
        }
        Ok(())
    }

    fn id(&self, entry: &Entry) -> Result<String> {
        let id = self.ids.get(&key(&entry.authority, &entry.reference)).cloned();
        id.ok_or_else(|| Error::broken("a person of the file has no id"))
    }
}

fn manages_practitioners(entry: &Entry, entries: &[Entry]) -> bool {
    let theirs = |other: &Entry| {
        other.role.is_practitioner()
            && other.manager.as_ref() == Some(&entry.reference)
            && fold(&other.authority) == fold(&entry.authority)
    };
    entries.iter().any(theirs)
}

fn row(floor: &Floor, id: &str, authority_id: &str, entry: &Entry) -> PersonRow {
    let facts = facts(entry);
    PersonRow {
        id: id.to_owned(),
        authority_id: authority_id.to_owned(),
        staff_reference: entry.reference.to_string(),
        given_name: facts.given_name,
        preferred_name: facts.preferred_name,
        family_name: facts.family_name,
        email: facts.email,
        do_not_post: facts.do_not_post,
        letter_format: facts.letter_format,
        joined_at: floor.clock.now(),
        left_on: None,
        opted_out_at: None,
        erased_at: None,
    }
}

fn facts(entry: &Entry) -> PersonFacts {
    PersonFacts {
        given_name: entry.names.given().to_owned(),
        preferred_name: entry.names.preferred().unwrap_or_default().to_owned(),
        family_name: entry.names.family().to_owned(),
        email: entry.email.as_ref().map(|email| email.as_str().to_owned()),
        do_not_post: entry.do_not_post,
        letter_format: entry.letter_format.name().to_owned(),
    }
}
