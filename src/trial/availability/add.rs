//! A coordinator notes a time at which one person is not free. It is the same row that a spreadsheet would bring in.

use super::{
    absence::{Absence, Taken},
    store,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::roster::people::Person,
};

/// Notes it; `false` where the very same is on record already, as after a second press.
///
/// # Errors
/// `Invalid`, beside `field`, where some of that time is on record for the same already; `TooLate`, for somebody of whom
/// nothing is kept any more.
pub fn add(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    person: &Person,
    absence: &Absence,
    field: &str,
) -> Result<bool> {
    if person.erased_at.is_some() {
        return Err(Error::TooLate("Nothing is kept of this person any more.".into()));
    }
    let known = store::of_person(conn, &person.id)?;
    if known.contains(absence) {
        return Ok(false);
    }
    if let Some(other) = known.iter().find(|other| other.kind == absence.kind && other.taken.overlaps(&absence.taken)) {
        return Err(Error::invalid(field, overlaps(other)));
    }
    if !store::add(conn, floor, &person.id, absence, actor)? {
        return Ok(false);
    }
    audit::write(conn, floor.clock.now(), &Act::new(actor, "absence.noted", &person.id))?;
    Ok(true)
}

fn overlaps(other: &Absence) -> String {
    let (word, when) = (other.kind.word(), other.taken.reads());
    let instead = if matches!(other.taken, Taken::Once(_)) { "other days" } else { "another time" };
    format!("{word} is on record for some of this already: {when}. Choose {instead}, or take that back first.")
}
