//! Somebody came without a booking: who that is, by their staff reference or by their name, within the authority.

use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
        web::Form,
    },
    trial::roster::{
        people::{self, Person},
        person::{fold, plain},
    },
};

/// Those whom somebody who was typed may be; none where nobody was.
///
/// `walk_in` is a staff reference or (part of) a name, `walk_in_person` the id of one who was chosen among several.
pub fn candidates(conn: &mut Conn, authority_id: &str, form: &Form) -> Result<Vec<Person>> {
    let (typed, chosen) = (fold(form.text("walk_in")), form.text("walk_in_person"));
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let mut here = people::in_authority(conn, authority_id)?;
    here.retain(|person| person.left_on.is_none() && person.erased_at.is_none());
    if let Some(person) = here.iter().find(|person| fold(person.reference.as_str()) == typed) {
        return Ok(vec![person.clone()]);
    }
    here.retain(|person| fits(person, &typed));
    if let Some(person) = here.iter().find(|person| person.id == chosen) {
        return Ok(vec![person.clone()]);
    }
    here.sort_by_cached_key(|person| (person.names.in_index(), person.reference.clone()));
    Ok(here)
}

/// The one person who was typed, or nobody.
///
/// # Errors
/// `Invalid`, where nobody or more than one is found; it says how many, and no names.
pub fn walk_in(conn: &mut Conn, authority_id: &str, form: &Form) -> Result<Option<Person>> {
    let mut found = candidates(conn, authority_id, form)?;
    match found.len() {
        0 if form.text("walk_in").trim().is_empty() => Ok(None),
        0 => Err(Error::invalid(
            "walk_in",
            "Nobody of that name or staff reference is on the staff list. Look at the spelling, or count them below.",
        )),
        1 => Ok(found.pop()),
        many => Err(Error::invalid("walk_in_person", format!("{many} people fit. Choose one of them."))),
    }
}

fn fits(person: &Person, typed: &str) -> bool {
    let names = [person.names.full(), format!("{} {}", person.names.known_as(), person.names.family())];
    let typed = plain(typed);
    let words: Vec<&str> = typed.split(' ').collect();
    names.iter().any(|name| {
        let name = plain(&fold(name));
        words.iter().all(|word| name.split([' ', '-']).chain([name.as_str()]).any(|part| part.starts_with(word)))
    })
}
