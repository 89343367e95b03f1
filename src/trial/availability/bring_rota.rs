//! A coordinator brings a rota in: all of a file, or nothing. What is known already is passed over, so that the same file twice
//! changes nothing.

use std::collections::{HashMap, HashSet};

use super::{
    absence::Absence,
    rota_sheet::{Rota, read},
    store,
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::Result,
    },
    trial::roster::{people, small_sheet::Fault},
};

/// What bringing a file in did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    pub new: usize,
    pub known: usize,
}

impl std::fmt::Display for Brought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} new, {} known already", self.new, self.known)
    }
}

/// What a file says, by the ids of people of an authority; or all that is wrong with it.
pub fn read_rota(conn: &mut Conn, authority_id: &str, file: &[u8]) -> Result<Rota> {
    let people = people::in_authority(conn, authority_id)?.into_iter();
    let people: HashMap<String, String> =
        people.map(|person| (person.reference.as_str().to_owned(), person.id)).collect();
    Ok(read(file, &people))
}

/// Brings a file in. To be called inside one writing transaction.
pub fn bring_rota(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    authority_id: &str,
    file: &[u8],
) -> Result<std::result::Result<Brought, Vec<Fault>>> {
    let rows = match read_rota(conn, authority_id, file)? {
        Err(faults) => return Ok(Err(faults)),
        Ok(rows) => rows,
    };
    let named: Vec<String> =
        rows.iter().map(|(person, _)| person.clone()).collect::<HashSet<_>>().into_iter().collect();
    let on_record = store::of_people(conn, &named)?.into_iter();
    let mut known: HashSet<(String, Absence)> =
        on_record.flat_map(|(person, all)| all.into_iter().map(move |one| (person.clone(), one))).collect();
    let mut brought = Brought::default();
    for (person, absence) in rows {
        if known.insert((person.clone(), absence)) {
            store::add(conn, floor, &person, &absence, actor)?;
            brought.new += 1;
        } else {
            brought.known += 1;
        }
    }
    audit::write(conn, floor.clock.now(), &Act::new(actor, "rota.brought", authority_id).because(brought.to_string()))?;
    Ok(Ok(brought))
}
