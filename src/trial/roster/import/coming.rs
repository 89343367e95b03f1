//! The people of one file on their way in, and what they were before.

use std::collections::{HashMap, HashSet};

use super::{
    Confirmed, Entry, Key, Record, Terms,
    befores::Befores,
    compare::{changes, moves},
    kept_address, key,
    places::Places,
};
use crate::{
    floor::{
        Floor,
        audit::Act,
        auth,
        db::Conn,
        error::{Error, Result},
        web::Role,
    },
    trial::roster::{
        people::Person,
        person::{StaffRole, fold},
        store::{
            self,
            people::{PersonFacts, PersonRow},
            postings::PostingRow,
        },
        vault,
    },
};

/// The entries of one file on their way in.
pub(super) struct Coming<'a> {
    conn: &'a mut Conn,
    floor: &'a Floor,
    actor: &'a str,
    record: &'a Record,
    terms: Terms,
    places: Places,
    /// The id of everyone on record or in the file.
    ids: HashMap<Key, String>,
    acts: Vec<Act>,
    befores: Befores,
}

impl<'a> Coming<'a> {
    pub(super) fn new(
        conn: &'a mut Conn,
        floor: &'a Floor,
        actor: &'a str,
        record: &'a Record,
        terms: Terms,
    ) -> Result<Self> {
        let places = Places::read(conn)?;
        let ids = record.people.iter().map(|(key, person)| (key.clone(), person.id.clone())).collect();
        Ok(Self { conn, floor, actor, record, terms, places, ids, acts: vec![], befores: Befores::default() })
    }

    /// What is to be put on record, the places that are new, and what everyone was.
    pub(super) fn came(self) -> (Vec<Act>, Vec<String>, Befores) {
        (self.acts, self.places.added, self.befores)
    }

    pub(super) fn all(&mut self, entries: &[Entry], leavers: &[&Person]) -> Result<Confirmed> {
        let mut confirmed = Confirmed::default();
        // Everyone first, since a manager may stand below their team.
        for entry in entries {
            self.person(entry, &mut confirmed)?;
        }
        let managers = with_practitioners(entries);
        for entry in entries {
            self.posting(entry)?;
            self.account(entry, managers.contains(&key(&entry.authority, &entry.reference)))?;
        }
        for person in leavers {
            self.leaver(person)?;
            confirmed.gone += 1;
        }
        Ok(confirmed)
    }

    /// Adds somebody new, or brings the facts about a person up to date, and counts which.
    fn person(&mut self, entry: &Entry, confirmed: &mut Confirmed) -> Result<()> {
        let Some(person) = self.record.of(entry) else {
            confirmed.added += 1;
            return self.newcomer(entry);
        };
        let (moves, mut changed) = (moves(self.record, person, entry), changes(self.floor, self.record, person, entry));
        let back = self.terms.back && person.left_on.is_some() && person.erased_at.is_none();
        confirmed.moved += usize::from(!moves.is_empty());
        confirmed.changed += usize::from(!changed.is_empty());
        confirmed.back += usize::from(back);
        confirmed.unchanged += usize::from(moves.is_empty() && changed.is_empty() && !back);
        if !changed.is_empty() || back {
            self.befores.of(self.conn, person)?;
            let left_on = person.left_on.filter(|_| !back);
            store::people::change(self.conn, &person.id, &facts(entry, left_on))?;
        }
        if changed.contains(&"address") {
            self.befores.address(self.conn, person)?;
            match kept_address(entry) {
                Some(address) => vault::put(self.conn, self.floor, &person.id, address)?,
                None => {
                    vault::erase(self.conn, self.floor, self.actor, &person.id, "not in the newest file")?;
                }
            }
        }
        changed.extend(moves);
        changed.extend(back.then_some("back"));
        if !changed.is_empty() {
            self.acts.push(Act::new(self.actor, "person.changed", &person.id).because(changed.join(", ")));
        }
        Ok(())
    }

    fn newcomer(&mut self, entry: &Entry) -> Result<()> {
        let id = self.floor.ids.next();
        let authority_id = self.places.authority(self.conn, self.floor, &entry.authority)?;
        store::people::add(self.conn, &row(self.floor, &id, &authority_id, entry))?;
        if let Some(address) = kept_address(entry) {
            vault::put(self.conn, self.floor, &id, address)?;
        }
        self.befores.new_one(&id);
        self.acts.push(Act::new(self.actor, "person.added", &id));
        self.ids.insert(key(&entry.authority, &entry.reference), id);
        Ok(())
    }

    fn posting(&mut self, entry: &Entry) -> Result<()> {
        let today = self.floor.clock.today();
        if let Some(person) = self.record.of(entry) {
            if moves(self.record, person, entry).is_empty() {
                return Ok(());
            }
            self.befores.postings(self.conn, person)?;
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
    fn account(&mut self, entry: &Entry, manages_practitioners: bool) -> Result<()> {
        let (Some(email), false) = (&entry.email, entry.role.is_practitioner()) else { return Ok(()) };
        let stays_out = |person: &Person| person.erased_at.is_some() || person.left_on.is_some() && !self.terms.back;
        if self.record.of(entry).is_some_and(stays_out) {
            return Ok(());
        }
        let (id, authority_id) = (self.id(entry)?, self.places.authority(self.conn, self.floor, &entry.authority)?);
        let stood = auth::stands(self.conn, email.as_str(), &id)?;
        let account = auth::make_account(self.conn, self.floor, email.as_str(), &entry.names.full(), Some(&id))?;
        if entry.role == StaffRole::SeniorLeader {
            auth::grant(self.conn, self.floor, &account, Role::SeniorLeader, Some(&authority_id))?;
        }
        if entry.role == StaffRole::TeamManager || manages_practitioners {
            auth::grant(self.conn, self.floor, &account, Role::TeamManager, Some(&authority_id))?;
        }
        if auth::stands(self.conn, email.as_str(), &id)? != stood {
            self.befores.account(self.conn, &id, self.record.of(entry), stood)?;
        }
        Ok(())
    }

    /// Marks somebody as left, and shuts the door to them.
    fn leaver(&mut self, person: &Person) -> Result<()> {
        self.befores.of(self.conn, person)?;
        store::people::mark_left(self.conn, &person.id, self.terms.left_on)?;
        if let Some(stood) = auth::stands(self.conn, "", &person.id)? {
            auth::close_account(self.conn, self.floor, &stood.id)?;
            self.befores.account(self.conn, &person.id, Some(person), Some(stood))?;
        }
        let day = self.terms.left_on.map_or_else(String::new, |day| day.to_string());
        self.acts.push(Act::new(self.actor, "person.left", &person.id).because(day));
        Ok(())
    }

    fn id(&self, entry: &Entry) -> Result<String> {
        let id = self.ids.get(&key(&entry.authority, &entry.reference)).cloned();
        id.ok_or_else(|| Error::broken("a person of the file has no id"))
    }
}

/// Those who are the manager of a practitioner in the file.
fn with_practitioners(entries: &[Entry]) -> HashSet<Key> {
    let practitioners = entries.iter().filter(|entry| entry.role.is_practitioner());
    practitioners.filter_map(|entry| Some((fold(&entry.authority), entry.manager.clone()?))).collect()
}

fn row(floor: &Floor, id: &str, authority_id: &str, entry: &Entry) -> PersonRow {
    let facts = facts(entry, None);
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
        letter_language: facts.letter_language,
    }
}

fn facts(entry: &Entry, left_on: Option<chrono::NaiveDate>) -> PersonFacts {
    PersonFacts {
        given_name: entry.names.given().to_owned(),
        preferred_name: entry.names.preferred().unwrap_or_default().to_owned(),
        family_name: entry.names.family().to_owned(),
        email: entry.email.as_ref().map(|email| email.as_str().to_owned()),
        do_not_post: entry.do_not_post,
        letter_format: entry.letter_format.name().to_owned(),
        letter_language: entry.letter_language.tag().to_owned(),
        left_on,
    }
}
