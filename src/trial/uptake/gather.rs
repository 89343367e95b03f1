//! Puts together what is said of one trial's uptake: its events, its frozen list, and whether that list is sound.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    by_group::{Grouping, OF_ROUNDS, Row, Step, by_site_group_and_arm},
    event::Event,
    funnel::{Building, Buildings, Check, Counting, Funnel, Goals, Letters, Members, Rounds},
    hide::{Group, hide_small},
    report::{GOALS, LETTERS, ROUNDS, Report, TOKENS},
    roll_up, site_record,
    so_far::{Ever, People},
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

/// The report of one trial, by the intervention that it is looked at by. Practice lists are nothing to it. What each arm answered is said where the arms may be told.
pub fn gather(conn: &mut Conn, floor: &Floor, trial: &Trial, arms_told: bool) -> Result<Report> {
    let of_each = buildings(conn, floor, trial)?;
    gather_with(conn, floor, trial, arms_told, &of_each)
}

/// The same, of a token only what anybody sees who goes by. Whether a building is planned for tells its arm, where the list has buildings
/// that are too small to be planned for.
pub(super) fn gather_standing(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Report> {
    let mut of_each = buildings(conn, floor, trial)?;
    of_each.retain(|_, building| building.saw(Event::TokenSetUp));
    let mut report = gather_with(conn, floor, trial, false, &of_each)?;
    report.funnel.figures.retain(|figure| figure.key != "placed" || report.reached != TOKENS);
    Ok(report)
}

fn gather_with(
    conn: &mut Conn,
    floor: &Floor,
    trial: &Trial,
    arms_told: bool,
    of_each: &BTreeMap<String, Building>,
) -> Result<Report> {
    let whole = List::live_of(conn, trial)?.map(|list| list.whole(conn)).transpose()?;
    let members = whole.as_ref().map(members).unwrap_or_default();
    let told = arms_told || trial.scheme.unit() == Unit::Person || trial.scheme.arms().len() == 1;
    let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
    let (counting, reached, event): (Option<Box<dyn Counting>>, _, _) = match trial.intervention.as_str() {
        "tokens" => (None, TOKENS, Event::TokenSetUp),
        "goals" => (Some(Box::new(Goals::new(&members, arms_told, smallest))), GOALS, Event::PartStarted),
        "rounds" => (Some(Box::new(Rounds::new(&members))), ROUNDS, Event::RoundAttended),
        _ => (Some(Box::new(Letters::new(&members, arms_told, smallest))), LETTERS, Event::LetterPosted),
    };
    let (mut ever, counted) = count(conn, trial, whole.as_ref(), counting)?;
    let mut funnel =
        counted.unwrap_or_else(|| Funnel::of_tokens(of_each, &as_drawn(whole.as_ref(), &members), arms_told));
    if reached == TOKENS {
        whole.iter().for_each(|whole| had_one_set_up(&mut ever, whole, of_each));
    }
    funnel.checks.extend(whole.as_ref().map(|whole| as_sealed(floor, whole)));
    // Of whole units, those that are served are in these groups, and how many people they are adds up to no others.
    let told = whole.as_ref().filter(|_| told);
    let mut groupings = Vec::new();
    if let Some(whole) = told.filter(|_| reached == ROUNDS) {
        groupings = by_site_group_and_arm(&ever, OF_ROUNDS, whole, &members, smallest);
    } else if let Some(whole) = told.filter(|_| reached == TOKENS) {
        groupings.push(by_building(whole, of_each));
    }
    let groups = told.map(|whole| by_authority(&ever, event, whole, &members)).unwrap_or_default();
    Ok(Report {
        arms_told: arms_told && trial.scheme.arms().len() > 1,
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

/// The funnel of an intervention that nobody has had: its steps, in their order.
#[must_use]
pub fn funnel_of_nobody(intervention: &str) -> Funnel {
    let nobody = Members::default();
    match intervention {
        "tokens" => Funnel::of_tokens(&BTreeMap::new(), &Buildings::default(), false),
        "goals" => Box::new(Goals::new(&nobody, false, usize::MAX)).funnel(),
        "rounds" => Box::new(Rounds::new(&nobody)).funnel(),
        _ => Box::new(Letters::new(&nobody, false, usize::MAX)).funnel(),
    }
}

/// The funnel of a trial as it stood before a day, of all that are served together. What came later is not in it.
pub fn funnel_before(conn: &mut Conn, floor: &Floor, trial: &Trial, day: NaiveDate) -> Result<Funnel> {
    let whole = List::live_of(conn, trial)?.map(|list| list.whole(conn)).transpose()?;
    let members = whole.as_ref().map(members).unwrap_or_default();
    let mut counting: Box<dyn Counting> = match trial.intervention.as_str() {
        "tokens" => {
            let (calendar, mut seen) = (days(floor)?, site_record::of_sites(conn, &trial.id)?);
            seen.retain(|one| one.on < day);
            let of_each = Building::of_each(&seen, |day| calendar.is_working(day), day);
            return Ok(Funnel::of_tokens(&of_each, &as_drawn(whole.as_ref(), &members), false));
        }
        "goals" => Box::new(Goals::new(&members, false, usize::MAX)),
        "rounds" => Box::new(Rounds::new(&members)),
        _ => Box::new(Letters::new(&members, false, usize::MAX)),
    };
    roll_up::each(conn, &trial.id, whole.as_ref(), |person, so_far| {
        let so_far = so_far.before(day);
        counting.take(&person, &so_far, Ever::of(&so_far));
    })?;
    Ok(counting.funnel())
}

/// Goes through everyone once; the figures, where people are what is counted.
fn count(
    conn: &mut Conn,
    trial: &Trial,
    whole: Option<&Whole>,
    mut counting: Option<Box<dyn Counting + '_>>,
) -> Result<(People, Option<Funnel>)> {
    let mut ever = People::default();
    roll_up::each(conn, &trial.id, whole, |person, so_far| {
        let of_one = Ever::of(&so_far);
        counting.iter_mut().for_each(|counting| counting.take(&person, &so_far, of_one));
        ever.put(person, of_one);
    })?;
    Ok((ever, counting.map(Counting::funnel)))
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
    let faults = whole.broken_seals(&floor.secrets).len();
    Check { says: "the list is as it was sealed when it was drawn".into(), left: 0, right: faults, holds: faults == 0 }
}

/// People who were reached, of those allocated, by the authority they were in when the list was drawn.
fn by_authority(ever: &People, event: Event, whole: &Whole, members: &Members) -> Vec<Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for member in whole.members.iter().filter(|member| members.receiving.contains(&member.person_id)) {
        let name = member.authority.clone();
        let group = groups.entry(name.clone()).or_insert_with(|| Group { name, count: 0, size: 0 });
        group.size += 1;
        group.count += usize::from(ever.saw(&member.person_id, event));
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

/// Everybody who worked, when the list was drawn, in a building where one was set up; of those who waited, before they were served after
/// all.
pub(super) fn had_one_set_up(ever: &mut People, whole: &Whole, of_each: &BTreeMap<String, Building>) {
    let crossing = whole.crossing();
    for member in &whole.members {
        let set_up_on = of_each.get(&member.unit_id).and_then(Building::set_up_on);
        if set_up_on.is_some_and(|on| crossing.get(&member.person_id).is_none_or(|day| on < *day)) {
            ever.add(&member.person_id, Event::TokenSetUp);
        }
    }
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
