//! Puts together what is said of one trial's uptake: its events, its frozen list, and whether that list is sound.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    by_group::{Grouping, OF_ROUNDS, Row, Step, by_site_group_and_arm},
    event::Event,
    funnel::{Answers, Building, Buildings, Check, Funnel, Members, Seen, as_said_last},
    hide::{Group, hide_small},
    record,
    report::{GOALS, LETTERS, ROUNDS, Report, TOKENS},
    site_record,
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{
        allocation::{
            frame::Member,
            scheme::Unit,
            stored::{List, Whole},
            trial::Trial,
        },
        availability::free::days,
    },
};

/// The report of one trial. Practice lists are nothing to it. What each arm answered is said where the arms may be told.
pub fn gather(conn: &mut Conn, floor: &Floor, trial: &Trial, arms_told: bool) -> Result<Report> {
    let whole = List::live(conn, &trial.id)?.map(|list| list.whole(conn)).transpose()?;
    let mut seen = as_said_last(&record::compared(conn, &trial.id, whole.as_ref())?);
    let members = whole.as_ref().map(members).unwrap_or_default();
    let told = arms_told || trial.scheme.unit() == Unit::Person || trial.scheme.arms().len() == 1;
    let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    let of_each = buildings(conn, floor, trial)?;
    let (mut funnel, reached, event) = match trial.intervention.as_str() {
        "tokens" => {
            seen.extend(whole.iter().flat_map(|whole| had_one_set_up(whole, &of_each)));
            (Funnel::of_tokens(&of_each, &as_drawn(whole.as_ref(), &members), arms_told), TOKENS, Event::TokenSetUp)
        }
        "goals" => (Funnel::of_goals(&seen, &members, arms_told, smallest), GOALS, Event::PartStarted),
        "rounds" => (Funnel::of_rounds(&seen, &members), ROUNDS, Event::RoundAttended),
        _ => (Funnel::of_letters(&seen, &members), LETTERS, Event::LetterPosted),
    };
    funnel.checks.extend(whole.as_ref().map(|whole| as_sealed(floor, whole)));
    if reached == LETTERS {
        funnel.figures.extend(Answers::read(&seen).figures(&members, arms_told, smallest));
    }
    // Of whole units, those that are served are in these groups, and how many people they are adds up to no others.
    let told = whole.as_ref().filter(|_| told);
    let mut groupings = Vec::new();
    if let Some(whole) = told.filter(|_| reached == ROUNDS) {
        groupings = by_site_group_and_arm(&seen, OF_ROUNDS, whole, &members, smallest);
    } else if let Some(whole) = told.filter(|_| reached == TOKENS) {
        groupings.push(by_building(whole, &of_each));
    }
    let groups = told.map(|whole| by_authority(&seen, event, whole, &members)).unwrap_or_default();
    Ok(Report {
        trial: trial.name.clone(),
        intervention: trial.intervention.clone(),
        unit: trial.scheme.unit().name().to_owned(),
        list: standing(whole.as_ref()).to_owned(),
        funnel,
        reached,
        by_authority: hide_small(groups, smallest),
        groupings,
        note: floor.settings.reports.note.clone(),
    })
}

fn standing(whole: Option<&Whole>) -> &'static str {
    match whole.map(|whole| whole.list.locked_at.is_some()) {
        None => "not drawn yet",
        Some(false) => "live, not locked",
        Some(true) => "live, locked",
    }
}

fn members(whole: &Whole) -> Members {
    let in_trial = whole.members.iter().map(|member| member.person_id.clone()).collect();
    Members { in_trial, receiving: whole.served_from_the_start() }
}

/// Figures that rest on a list with a fault are no figures.
fn as_sealed(floor: &Floor, whole: &Whole) -> Check {
    let faults = whole.faults(&floor.secrets).len();
    Check { says: "the list is as it was drawn", left: 0, right: faults, holds: faults == 0 }
}

/// People who were reached, of those allocated, by the authority they were in when the list was drawn.
fn by_authority(seen: &[Seen], event: Event, whole: &Whole, members: &Members) -> Vec<Group> {
    let reached: BTreeSet<&str> =
        seen.iter().filter(|seen| seen.event == event).map(|seen| seen.person.as_str()).collect();
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for member in whole.members.iter().filter(|member| members.receiving.contains(&member.person_id)) {
        let name = member.authority.clone();
        let group = groups.entry(name.clone()).or_insert_with(|| Group { name, count: 0, size: 0 });
        group.size += 1;
        group.count += usize::from(reached.contains(member.person_id.as_str()));
    }
    groups.into_values().collect()
}

/// What came of each building of a trial; none, where nothing is on record of any.
pub(super) fn buildings(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<BTreeMap<String, Building>> {
    let (days, seen) = (days(floor)?, site_record::of_sites(conn, &trial.id)?);
    Ok(Building::of_each(&seen, |day| days.is_working(day), floor.clock.today()))
}

/// The buildings as they were when the list was drawn.
fn as_drawn(whole: Option<&Whole>, members: &Members) -> Buildings {
    let mut found = Buildings::default();
    for member in whole.iter().flat_map(|whole| &whole.members) {
        *found.people.entry(member.unit_id.clone()).or_default() += 1;
        if members.receiving.contains(&member.person_id) {
            found.receiving.insert(member.unit_id.clone());
        }
    }
    found
}

/// Everybody who worked in a building where one was set up, when the list was drawn.
pub(super) fn had_one_set_up(whole: &Whole, of_each: &BTreeMap<String, Building>) -> Vec<Seen> {
    let event = Event::TokenSetUp;
    let reached =
        whole.members.iter().filter(|member| of_each.get(&member.unit_id).is_some_and(|building| building.saw(event)));
    let seen = |member: &Member| Seen {
        event,
        person: member.person_id.clone(),
        occasion: String::new(),
        detail: String::new(),
    };
    reached.map(seen).collect()
}

/// Working days on which a token worked, of those that were planned and have gone by. These are days, of which none is too few.
fn by_building(whole: &Whole, of_each: &BTreeMap<String, Building>) -> Grouping {
    let name = |member: &Member| (member.unit_id.clone(), format!("{}, {}", member.authority, member.unit));
    let names: BTreeMap<String, String> = whole.members.iter().map(name).collect();
    let row = |(site, building): (&String, &Building)| Row {
        name: names.get(site).cloned().unwrap_or_else(|| "a building that is not on the list".to_owned()),
        figures: Some((building.days.gone_by(), vec![building.days.working])),
    };
    let mut rows: Vec<Row> = of_each.iter().map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let steps = vec![Step { key: "days_working", words: "Days on which it worked" }];
    Grouping { by: "building", key: "building", of: "Working days gone by", steps, rows }
}
