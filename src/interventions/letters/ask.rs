//! Lines are asked of everyone, whatever their arm and whether or not anything is allocated yet: a manager who was asked
//! only about those who will get a letter would learn who they are.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    ask_manager::AskMail,
    mailing::{self, Post},
    record::record,
    store::{self, lines::TwoLines, rounds::Round},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
        jobs,
        web::Role,
    },
    trial::{
        allocation::end::still_on,
        roster::{
            governance,
            let_in::let_in,
            people::{self, Person},
        },
        uptake::event::Event,
    },
};

/// What asking came to, or would come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    pub people: usize,
    /// Managers who are written to.
    pub managers: usize,
    /// People whose manager cannot be written to; the coordinator writes for them.
    pub without: usize,
}

/// Asks every manager of an authority for two lines about each of their people.
///
/// # Errors
/// `TooLate`, when this round has been asked or its trial has ended; `Invalid`, where nothing is on record with governance
/// or nobody is there.
pub fn ask(conn: &mut Conn, floor: &Floor, actor: &str, round: &Round) -> Result<Asked> {
    governance::required(conn)?;
    still_on(conn, &round.trial_id)?;
    let now = floor.clock.now();
    if !store::rounds::mark_asked(conn, &round.id, now)? {
        return Err(Error::TooLate("The managers of this round have been asked already.".into()));
    }
    let (asked, managers) = who(conn, floor, round)?;
    if asked.is_empty() {
        return Err(Error::invalid(
            "",
            "This authority has no social workers on the roster. Bring in its people first.",
        ));
    }
    for person in &asked {
        let lines = TwoLines::asked(floor.ids.next(), &round.id, &person.id, person.manager_id.as_deref());
        store::lines::add(conn, &lines)?;
        record(conn, floor, round, Event::LinesAsked, &person.id, "")?;
    }
    for manager in &managers {
        let_in(conn, floor, manager, Role::TeamManager, &round.authority_id)?;
        let key = format!("letters.ask_manager:{}:{}", round.id, manager.id);
        let post = Post::to_manager(&round.id, &manager.id);
        jobs::enqueue_once::<AskMail>(conn, floor, &key, &post, now)?;
    }
    let came_to = count(&asked, &managers);
    let detail = format!("people {}, managers {}", came_to.people, came_to.managers);
    audit::write(conn, now, &Act::new(actor, "round.asked", &round.id).because(detail))?;
    Ok(came_to)
}

/// What asking today would come to.
pub fn preview(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<Asked> {
    let (asked, managers) = who(conn, floor, round)?;
    Ok(count(&asked, &managers))
}

/// Why nobody is asked about a person any more, in a word for the record; `None` while they are.
pub fn no_longer(person: &Person, today: NaiveDate) -> Option<&'static str> {
    if person.left_on.is_some_and(|day| day <= today) {
        return Some("left");
    }
    person.opted_out_at.map(|_| "opted_out")
}

/// The social workers to ask about, and the managers who can be written to, each in an order that repeats.
fn who(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<(Vec<Person>, Vec<Person>)> {
    let today = floor.clock.today();
    let mut asked = people::in_authority(conn, &round.authority_id)?;
    asked.retain(|person| person.role.is_practitioner() && no_longer(person, today).is_none());
    let mut seen = BTreeSet::new();
    let ids = asked.iter().filter_map(|person| person.manager_id.as_deref()).filter(|id| seen.insert(*id));
    let mut managers = ids.map(|id| people::person(conn, id)).collect::<Result<Vec<_>>>()?;
    managers.retain(|manager| mailing::reachable(manager, today));
    Ok((asked, managers))
}

fn count(asked: &[Person], managers: &[Person]) -> Asked {
    let written: BTreeSet<&str> = managers.iter().map(|manager| manager.id.as_str()).collect();
    let without =
        asked.iter().filter(|person| person.manager_id.as_deref().is_none_or(|id| !written.contains(id))).count();
    Asked { people: asked.len(), managers: managers.len(), without }
}
