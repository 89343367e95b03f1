//! A coordinator brings a rota in: all of a file, or nothing. What is known already is passed over, so that the same file twice
//! changes nothing. A file may be all that there is of some days: then what it does not name of them is taken back.

use std::collections::{HashMap, HashSet};

use super::{
    absence::{Absence, Taken},
    rota_sheet::read,
    span::Span,
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

/// What bringing a file in does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    pub new: usize,
    pub known: usize,
    pub taken_back: usize,
}

impl std::fmt::Display for Brought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} new, {} known already", self.new, self.known)?;
        if self.taken_back > 0 { write!(f, ", {} taken back", self.taken_back) } else { Ok(()) }
    }
}

/// What a file would change, before anything is.
#[derive(Debug, Clone)]
pub struct Plan {
    authority_id: String,
    new: Vec<(String, Absence)>,
    known: usize,
    /// People with the ids of what is taken back.
    gone: Vec<(String, String)>,
}

/// Reads a file and compares it with what is on record. Where it is all that there is of the days of `all_of`, what lies within
/// them and is not named is to be taken back: stretches of leave, duty or court, never a time of the week.
pub fn compare(
    conn: &mut Conn,
    authority_id: &str,
    file: &[u8],
    all_of: Option<Span>,
) -> Result<std::result::Result<Plan, Vec<Fault>>> {
    let people = people::in_authority(conn, authority_id)?;
    let references: HashMap<String, String> =
        people.iter().map(|person| (person.reference.as_str().to_owned(), person.id.clone())).collect();
    Ok(match read(file, &references) {
        Err(faults) => Err(faults),
        Ok(rows) => Ok(plan(conn, authority_id, &rows, &references, all_of)?),
    })
}

fn plan(
    conn: &mut Conn,
    authority_id: &str,
    rows: &[(String, Absence)],
    references: &HashMap<String, String>,
    all_of: Option<Span>,
) -> Result<Plan> {
    let named: HashSet<&(String, Absence)> = rows.iter().collect();
    let whose: HashSet<&String> =
        if all_of.is_some() { references.values().collect() } else { rows.iter().map(|(person, _)| person).collect() };
    let whose: Vec<String> = whose.into_iter().cloned().collect();
    let (mut known, mut gone) = (HashSet::new(), Vec::new());
    for (person, all) in store::noted_of(conn, &whose)? {
        for one in all {
            let here = (person.clone(), one.absence);
            let within = all_of.is_some_and(|days| matches!(one.absence.taken, Taken::Once(span) if days.holds(&span)));
            if within && !named.contains(&here) {
                gone.push((person.clone(), one.id));
            }
            known.insert(here);
        }
    }
    let new: Vec<(String, Absence)> = rows.iter().filter(|row| known.insert((*row).clone())).cloned().collect();
    Ok(Plan { authority_id: authority_id.to_owned(), known: rows.len() - new.len(), new, gone })
}

impl Plan {
    /// What it comes to.
    #[must_use]
    pub fn counts(&self) -> Brought {
        Brought { new: self.new.len(), known: self.known, taken_back: self.gone.len() }
    }

    /// Does it. To be called inside the writing transaction that compared.
    pub fn keep(self, conn: &mut Conn, floor: &Floor, actor: &str) -> Result<Brought> {
        let mut brought = Brought { known: self.known, ..Brought::default() };
        for (person, id) in &self.gone {
            brought.taken_back += usize::from(store::take_back(conn, person, id)?);
        }
        for (person, absence) in &self.new {
            let new = store::add(conn, floor, person, absence, actor)?;
            brought.new += usize::from(new);
            brought.known += usize::from(!new);
        }
        let act = Act::new(actor, "rota.brought", &self.authority_id).because(brought.to_string());
        audit::write(conn, floor.clock.now(), &act)?;
        Ok(brought)
    }
}

/// Brings a file in. To be called inside one writing transaction.
pub fn bring_rota(
    conn: &mut Conn,
    floor: &Floor,
    actor: &str,
    authority_id: &str,
    file: &[u8],
    all_of: Option<Span>,
) -> Result<std::result::Result<Brought, Vec<Fault>>> {
    match compare(conn, authority_id, file, all_of)? {
        Err(faults) => Ok(Err(faults)),
        Ok(plan) => plan.keep(conn, floor, actor).map(Ok),
    }
}
