//! What a row would change about a person on record.

use super::{Entry, Record};
use crate::{
    floor::Floor,
    trial::roster::{
        people::{Person, Place},
        person::{WorkEmail, fold},
    },
};

/// Names the facts about a person that differ. Somebody who was erased is passed over: a file does not bring them back.
pub(super) fn changes(floor: &Floor, record: &Record, person: &Person, entry: &Entry) -> Vec<&'static str> {
    if person.erased_at.is_some() {
        return Vec::new();
    }
    let facts = [
        ("name", person.names != entry.names),
        ("e-mail", person.email.as_deref() != entry.email.as_ref().map(WorkEmail::as_str)),
        ("do-not-post", person.do_not_post != entry.do_not_post),
        ("letter format", person.letter_format != entry.letter_format),
        ("letter language", person.letter_language != entry.letter_language),
        ("address", !record.holds_address(floor, person, entry)),
    ];
    facts.into_iter().filter(|(_, differs)| *differs).map(|(fact, _)| fact).collect()
}

/// Names what differs about where a person works: any of these opens a new posting.
pub(super) fn moves(record: &Record, person: &Person, entry: &Entry) -> Vec<&'static str> {
    if person.erased_at.is_some() {
        return Vec::new();
    }
    let manager = person.manager_id.as_ref().and_then(|id| record.references.get(id));
    let elsewhere = |on_record: &Option<Place>, given: &Option<String>| {
        on_record.as_ref().map(|place| fold(&place.name)) != given.as_deref().map(fold)
    };
    let facts = [
        ("role", person.role != entry.role),
        ("team", elsewhere(&person.team, &entry.team)),
        ("manager", manager != entry.manager.as_ref()),
        ("site", elsewhere(&person.site, &entry.site)),
    ];
    facts.into_iter().filter(|(_, differs)| *differs).map(|(fact, _)| fact).collect()
}
