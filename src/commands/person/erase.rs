//! Somebody is erased: what is in their diary is taken back first, then every room forgets who they were, all at once.

use std::process::ExitCode;

use super::{WHO, Whom, said, whose::whose};
use crate::{
    floor::{
        Floor,
        db::{
            Conn,
            scrub::{self, Scrub},
        },
        error::Result,
        inbound, jobs, mail,
        whose::Whose,
    },
    interventions::{
        goals::erase_person::{erase_goals_of, take_back_entries},
        letters::erase_person::erase_letters_of,
        rounds::erase_person::{erase_rounds_of, take_back_places},
    },
    trial::{
        availability::erase_person as availability,
        contact::erase_person as contact,
        roster::{
            erase_person::erase_person,
            people::{self, Person},
        },
        surveys::erase_person as surveys,
        trial_ids,
    },
};

pub fn erase(floor: &Floor, whom: &Whom, why: &str, yes: bool) -> Result<ExitCode> {
    let why = said(why)?;
    if !yes {
        let person = floor.db.read(|conn| people::by_reference(conn, &whom.authority, &whom.reference))?;
        println!(
            "{}, {}: names, e-mail, home address, account, lines, mail, answers and files would be erased, and letters that \
             are not posted taken back. The staff reference, the row of a trial’s list, counts and hashes stay. Nothing was \
             done: add --yes.",
            person.names.full(),
            person.reference
        );
        return Ok(ExitCode::from(2));
    }
    let held = floor.db.write(|conn| {
        let person = people::by_reference(conn, &whom.authority, &whom.reference)?;
        Ok(take_back_entries(conn, floor, &person.id)? + take_back_places(conn, floor, &person.id)?)
    })?;
    if held > 0 {
        println!(
            "{held} entries in their diary are being taken back first, for which their address is needed. Nothing is erased \
             yet: run this again once `hearten serve` has sent that."
        );
        return Ok(ExitCode::from(2));
    }
    forget(floor, whom, why)?;
    println!("Erased. The worker erases the files and empties the database’s log; `hearten serve` runs one.");
    Ok(ExitCode::SUCCESS)
}

fn forget(floor: &Floor, whom: &Whom, why: &str) -> Result<()> {
    // All mail is opened to find theirs, which would hold everybody else up in a transaction that writes.
    let (whose, found) = floor.db.read(|conn| {
        let person = people::by_reference(conn, &whom.authority, &whom.reference)?;
        let whose = whose(conn, &person)?;
        let found = Found::of(conn, floor, &whose)?;
        Ok((whose, found))
    })?;
    floor.db.write(|conn| {
        let person = people::by_reference(conn, &whom.authority, &whom.reference)?;
        found.erase(conn, floor, &whose)?;
        in_every_room(conn, floor, &person, why)
    })?;
    // What was written or came while the first look went on.
    let late = floor.db.read(|conn| Found::of(conn, floor, &whose))?;
    floor.db.write(|conn| late.erase(conn, floor, &whose))
}

fn in_every_room(conn: &mut Conn, floor: &Floor, person: &Person, why: &str) -> Result<()> {
    erase_letters_of(conn, floor, &person.id)?;
    erase_goals_of(conn, floor, &person.id)?;
    erase_rounds_of(conn, &person.id)?;
    availability::erase(conn, &person.id)?;
    contact::erase(conn, &person.id)?;
    surveys::erase(conn, &person.id)?;
    trial_ids::erase(conn, &person.id)?;
    erase_person(conn, floor, WHO, person, why)?;
    jobs::enqueue::<Scrub>(conn, floor, &scrub::Job {})
}

/// Ids of mails, ours and those that came.
struct Found {
    ours: Vec<String>,
    came: Vec<String>,
}

impl Found {
    fn of(conn: &mut Conn, floor: &Floor, whose: &Whose) -> Result<Self> {
        Ok(Self { ours: mail::traces::of(conn, floor, whose)?, came: inbound::traces::of(conn, floor, whose)? })
    }

    fn erase(&self, conn: &mut Conn, floor: &Floor, whose: &Whose) -> Result<()> {
        mail::traces::erase(conn, floor, whose, &self.ours)?;
        inbound::traces::erase(conn, floor, &self.came)
    }
}
