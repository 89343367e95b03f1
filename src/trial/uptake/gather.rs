//! Puts together what is said of one trial's uptake: its events, its frozen list, and whether that list is sound.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    by_group::{OF_ROUNDS, by_site_group_and_arm},
    event::Event,
    funnel::{Answers, Check, Funnel, Members, Seen, as_said_last},
    hide::{Group, hide_small},
    record,
    report::{GOALS, LETTERS, ROUNDS, Report},
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::allocation::{
        stored::{List, Whole},
        trial::Trial,
    },
};

/// The report of one trial. Practice lists are nothing to it. What each arm answered is said where the arms may be told.
pub fn gather(conn: &mut Conn, floor: &Floor, trial: &Trial, arms_told: bool) -> Result<Report> {
    let seen = as_said_last(&record::about(conn, &trial.id)?);
    let whole = List::live(conn, &trial.id)?.map(|list| list.whole(conn)).transpose()?;
    let members = whole.as_ref().map(|whole| members(whole, floor.clock.today())).unwrap_or_default();
    let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    let (mut funnel, reached, event) = match trial.intervention.as_str() {
        "goals" => (Funnel::of_goals(&seen, &members, arms_told, smallest), GOALS, Event::PartStarted),
        "rounds" => (Funnel::of_rounds(&seen, &members), ROUNDS, Event::RoundAttended),
        _ => (Funnel::of_letters(&seen, &members), LETTERS, Event::LetterPosted),
    };
    funnel.checks.extend(whole.as_ref().map(|whole| as_sealed(floor, whole)));
    if reached == LETTERS {
        funnel.figures.extend(Answers::read(&seen).figures(&members, arms_told, smallest));
    }
    let groupings = whole.as_ref().filter(|_| reached == ROUNDS);
    let groupings = groupings.map(|whole| by_site_group_and_arm(&seen, OF_ROUNDS, whole, &members, smallest));
    let groups = whole.as_ref().map(|whole| by_authority(&seen, event, whole, &members)).unwrap_or_default();
    Ok(Report {
        trial: trial.name.clone(),
        intervention: trial.intervention.clone(),
        unit: trial.scheme.unit().name().to_owned(),
        list: standing(whole.as_ref()).to_owned(),
        funnel,
        reached,
        by_authority: hide_small(groups, smallest),
        groupings: groupings.unwrap_or_default(),
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

fn members(whole: &Whole, on: NaiveDate) -> Members {
    let in_trial = whole.members.iter().map(|member| member.person_id.clone()).collect();
    Members { in_trial, receiving: whole.receiving(on) }
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
