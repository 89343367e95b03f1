//! Hearten proposes a weekly half hour for everyone who receives the course, from rota and leave, and asks their managers.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ask_times::AskTimes,
    course::SLOT_MINUTES,
    group::{Team, group},
    mailing::Page,
    protected::{Leeway, Protected, State},
    record::record,
    run::{GOALS, Run},
    store,
    wording::may_begin,
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
        allocation::{
            end::still_on,
            receives::{Guard, Owed, receives},
            scheme::Unit,
            stored::List,
            trial::Trial,
        },
        availability::{
            free::Availability,
            weekly::{Weekly, propose as propose_weekly},
        },
        roster::{
            governance,
            let_in::let_in,
            people::{self, Person},
        },
        uptake::event::Event,
    },
};

/// What proposing came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proposed {
    pub people: usize,
    pub managers: usize,
    /// People whose manager cannot be written to; the coordinator decides for them.
    pub without_manager: usize,
    /// People who are not free at any time.
    pub without_time: usize,
}

/// Proposes times and asks managers, once. `why` says why texts stay about which something was pointed out.
///
/// # Errors
/// `TooLate`, where it was done, the list is not locked or the trial has ended; `Invalid`, where nothing is on record with
/// governance or nobody here receives the course.
pub fn propose(conn: &mut Conn, floor: &Floor, actor: &str, run: &Run, why: &str) -> Result<Proposed> {
    governance::required(conn)?;
    may_begin(conn, floor, actor, run, why)?;
    still_on(conn, &run.trial_id)?;
    let now = floor.clock.now();
    List::live(conn, &run.trial_id)?
        .filter(|list| list.locked_at.is_some())
        .ok_or_else(|| Error::TooLate("Times are proposed once the trial’s list is locked.".into()))?;
    if !store::runs::mark_asked(conn, &run.id, now)? {
        return Err(Error::TooLate("Times have been proposed and managers asked already.".into()));
    }
    let people = who(conn, floor, run)?;
    if people.is_empty() {
        return Err(Error::invalid("", "Nobody in this authority receives the course."));
    }
    let proposed = propose_all(conn, floor, run, &people)?;
    let detail = format!("people {}, managers {}", proposed.people, proposed.managers);
    audit::write(conn, now, &Act::new(actor, "goals.proposed", &run.id).because(detail))?;
    Ok(proposed)
}

/// Whoever receives the course and is here still, by staff reference.
fn who(conn: &mut Conn, floor: &Floor, run: &Run) -> Result<Vec<Person>> {
    let (now, mut guard, mut who) = (floor.clock.now(), Guard::default(), Vec::new());
    for person in people::in_authority(conn, &run.authority_id)? {
        match receives(conn, floor, &mut guard, &person.id, GOALS, now)? {
            Owed::Yes(allotted) if allotted.trial_id == run.trial_id => who.push(person),
            Owed::Alarm(alarm) => return Err(Error::NotAllowed(alarm.why)),
            _ => {}
        }
    }
    Ok(who)
}

fn propose_all(conn: &mut Conn, floor: &Floor, run: &Run, people: &[Person]) -> Result<Proposed> {
    let ids: Vec<String> = people.iter().map(|person| person.id.clone()).collect();
    let free = Availability::of_each(conn, floor, &ids)?;
    let by_person = Trial::find(conn, &run.trial_id)?.scheme.unit() == Unit::Person;
    let mut teams: BTreeMap<&str, Vec<Weekly>> = BTreeMap::new();
    let mut proposed = Proposed { people: people.len(), ..Proposed::default() };
    for person in people {
        let team = teams.entry(person.manager_id.as_deref().unwrap_or_default()).or_default();
        let weekly = free.get(&person.id).and_then(|free| propose_weekly(free, &run.mondays(), SLOT_MINUTES, team));
        proposed.without_time += usize::from(weekly.is_none());
        let weekly = weekly.unwrap_or(FALLBACK);
        team.push(weekly);
        store::times::add(conn, &time(floor, run, person, weekly))?;
        record(conn, floor, run, Event::TimeProposed, &person.id, &run.id, "")?;
        if by_person && person.manager_id.is_some() {
            // A list of those who take part tells the manager who does not.
            record(conn, floor, run, Event::TrialUnblinded, &person.id, &format!("{}/times", run.id), "manager")?;
        }
    }
    proposed.managers = ask(conn, floor, run, people)?;
    proposed.without_manager = people.iter().filter(|person| person.manager_id.is_none()).count();
    Ok(proposed)
}

/// What stands there for somebody who is free at no time, for the manager to change.
const FALLBACK: Weekly = Weekly { weekday: chrono::Weekday::Wed, time: TEN };
const TEN: chrono::NaiveTime = match chrono::NaiveTime::from_hms_opt(10, 0, 0) {
    Some(ten) => ten,
    None => chrono::NaiveTime::MIN,
};

fn time(floor: &Floor, run: &Run, person: &Person, weekly: Weekly) -> Protected {
    Protected {
        id: floor.ids.next(),
        run_id: run.id.clone(),
        person_id: person.id.clone(),
        manager_id: person.manager_id.clone(),
        weekly,
        leeway: Leeway::Day,
        state: State::Proposed,
        cover_id: None,
        reason: None,
        decided_by: None,
        decided_at: None,
    }
}

/// Promises a mail to each manager who can be written to; how many.
fn ask(conn: &mut Conn, floor: &Floor, run: &Run, people: &[Person]) -> Result<usize> {
    let managers: BTreeSet<&str> = people.iter().filter_map(|person| person.manager_id.as_deref()).collect();
    let (mut asked, today) = (0, floor.clock.today());
    let mut groups = groups(floor, people);
    for manager_id in managers {
        store::teams::add(conn, &run.id, manager_id, groups.remove(manager_id).flatten())?;
        let manager = people::person(conn, manager_id)?;
        if manager.email.is_some() && manager.left_on.is_none_or(|day| day > today) {
            let_in(conn, floor, &manager, Role::TeamManager, &manager.authority_id)?;
            let page = Page { run_id: run.id.clone(), manager_id: manager_id.to_owned(), reminder: 0 };
            let key = format!("goals.ask_manager:{}:{manager_id}", run.id);
            jobs::enqueue_once::<AskTimes>(conn, floor, &key, &page, floor.clock.now())?;
            asked += 1;
        }
    }
    Ok(asked)
}

/// Of which group each manager's figures are told, from now on.
fn groups(floor: &Floor, people: &[Person]) -> BTreeMap<String, Option<String>> {
    let mut teams: BTreeMap<&str, Team> = BTreeMap::new();
    for person in people {
        let Some(manager_id) = person.manager_id.as_deref() else { continue };
        let site = person.site.as_ref().map(|site| site.id.clone()).unwrap_or_default();
        let fresh = || Team { manager_id: manager_id.to_owned(), site, people: 0 };
        teams.entry(manager_id).or_insert_with(fresh).people += 1;
    }
    let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    group(&teams.into_values().collect::<Vec<_>>(), smallest)
}
