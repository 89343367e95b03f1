//! The dose ledger of a trial: what was planned against what came about, in the units that each intervention has, arm by arm where the
//! arms may be told. Everybody counts in the arm that they were allocated to.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    by_person::{Count, of_each},
    of_surveys::of_surveys,
    told::{Dose, Rooms, Told},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{
            frame::Member,
            scheme::{Arm, Unit},
            seal::SealedRow,
            sight,
            stored::{List, Whole},
            trial::Trial,
        },
        availability::free::days,
        uptake::{blur::down, event::Event, funnel::Building, site_record::of_sites, standing::DaysOf},
    },
};

/// What stands for all arms together.
pub const ALL_ARMS: &str = "all arms";

/// One dose of one arm.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub arm: String,
    /// The name in files.
    pub key: String,
    pub words: String,
    /// `None` where nobody plans it in numbers.
    pub planned: Option<usize>,
    /// `None` where it is hidden from who looks.
    pub actual: Option<usize>,
    pub note: String,
}

impl Line {
    /// What came about of what was planned, from 0.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let planned = self.planned.filter(|planned| *planned > 0)?;
        Some(self.actual? as f64 / planned as f64)
    }

    pub(super) fn of(arm: &str, key: &str, words: &str, planned: Option<usize>, actual: usize) -> Self {
        let own = str::to_owned;
        Self { arm: own(arm), key: own(key), words: own(words), planned, actual: Some(actual), note: String::new() }
    }

    /// Whether it counts what came to people one by one.
    fn of_people(&self) -> bool {
        !matches!(self.key.as_str(), "buildings_set_up" | "days_working")
    }

    /// Whoever knows that one person left would learn their arm from an exact count.
    fn blur(&mut self) {
        self.actual = self.actual.map(down);
        self.note = "in tens, rounded down".to_owned();
    }

    fn hide(&mut self) {
        (self.planned, self.actual) = (None, None);
        self.note = "told to those who may see the arms".to_owned();
    }
}

/// All doses of one trial.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Ledger {
    pub trial: String,
    pub intervention: String,
    pub unit: String,
    /// Whether arms are told.
    pub told: bool,
    pub lines: Vec<Line>,
}

/// Who is in an arm, as allocated.
struct Group<'a> {
    name: String,
    members: Vec<&'a Member>,
}

impl Group<'_> {
    /// The buildings or teams they make.
    fn units(&self) -> BTreeSet<&str> {
        self.members.iter().map(|member| member.unit_id.as_str()).collect()
    }
}

impl Ledger {
    /// As an account may see it: by arm once the trial has ended, with the right to see the arms, or where there is one arm only.
    ///
    /// # Errors
    /// `TooLate`, before the trial is randomised, or where its list is not as it was drawn.
    pub fn gather(conn: &mut Conn, floor: &Floor, trial: &Trial, account_id: &str, rooms: &Rooms) -> Result<Self> {
        let list = List::live(conn, &trial.id)?;
        let list = list.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))?;
        Self::of(conn, floor, (trial, list), account_id, rooms)
    }

    /// The same; `None` before the trial is randomised.
    ///
    /// # Errors
    /// `TooLate`, where its list is not as it was drawn.
    pub fn if_drawn(
        conn: &mut Conn,
        floor: &Floor,
        trial: &Trial,
        account_id: &str,
        rooms: &Rooms,
    ) -> Result<Option<Self>> {
        let list = List::live(conn, &trial.id)?;
        list.map(|list| Self::of(conn, floor, (trial, list), account_id, rooms)).transpose()
    }

    fn of(
        conn: &mut Conn,
        floor: &Floor,
        (trial, list): (&Trial, List),
        account_id: &str,
        rooms: &Rooms,
    ) -> Result<Self> {
        let whole = sound(conn, floor, list)?;
        let one_arm = whole.list.header.scheme.arms().len() == 1;
        let told = one_arm || sight::told(conn, &trial.id, account_id)?;
        let unit = trial.scheme.unit();
        // Of a few teams or buildings, only some add up to what is counted of their people.
        let sizes_told = told || unit == Unit::Person;
        let (mut lines, mut of_rooms, mut whole) = (Vec::new(), Vec::new(), whole);
        for part in trial.parts() {
            whole = whole.looked_at_by(&part);
            let room = rooms.tell_of(conn, floor, &trial.id, &part.intervention)?;
            lines.extend(of_part(conn, floor, &whole, &room, told)?);
            of_rooms.extend(room.doses.iter().map(|dose| of_room(dose, sizes_told)));
        }
        if !told {
            lines.iter_mut().filter(|line| line.of_people()).for_each(Line::blur);
        }
        if !sizes_told {
            lines.iter_mut().filter(|line| line.of_people()).for_each(Line::hide);
        }
        lines.extend(of_rooms);
        lines.extend(of_surveys(conn, &trial.id, &whole)?);
        let (trial, intervention) = (trial.name.clone(), trial.interventions.said());
        Ok(Self { trial, intervention, unit: unit.name().to_owned(), told, lines })
    }
}

/// What came of the intervention that a list is looked at by: to people, and of tokens in buildings.
fn of_part(conn: &mut Conn, floor: &Floor, whole: &Whole, room: &Told, told: bool) -> Result<Vec<Line>> {
    let (groups, intervention) = (groups(whole, told), whole.list.trial.intervention.as_str());
    let counted = of_each(conn, intervention, whole)?;
    let mut lines = of_people(&counted, (&groups, &whole.served_from_the_start()), room);
    if intervention == "tokens" {
        lines.extend(of_buildings(conn, floor, whole, &groups, told)?);
    }
    Ok(lines)
}

fn sound(conn: &mut Conn, floor: &Floor, list: List) -> Result<Whole> {
    let whole = list.whole(conn)?;
    match whole.broken_seals(&floor.secrets).first() {
        Some(fault) => Err(Error::TooLate(format!("No dose can be told: {fault}."))),
        None => Ok(whole),
    }
}

/// The arms, where they are told; or everybody as one.
fn groups(whole: &Whole, told: bool) -> Vec<Group<'_>> {
    if !told {
        return vec![Group { name: ALL_ARMS.to_owned(), members: whole.members.iter().collect() }];
    }
    let arm =
        |row: &'_ SealedRow| row.members.iter().map(|person| (person.clone(), row.row.arm.clone())).collect::<Vec<_>>();
    let arm_of: BTreeMap<String, String> = whole.rows.iter().flat_map(arm).collect();
    let group = |arm: &Arm| {
        let theirs = |member: &&Member| arm_of.get(&member.person_id).is_some_and(|name| *name == arm.name);
        Group { name: arm.name.clone(), members: whole.members.iter().filter(theirs).collect() }
    };
    whole.list.header.scheme.arms().iter().map(group).collect()
}

fn of_people(
    counted: &[(&Count, BTreeMap<String, usize>)],
    (groups, receiving): (&[Group<'_>], &BTreeSet<String>),
    room: &Told,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in groups {
        let meant_for = group.members.iter().copied().filter(|member| receiving.contains(&member.person_id));
        let meant_for: Vec<&Member> = meant_for.collect();
        for (count, each) in counted {
            let actual = group.members.iter().filter_map(|member| each.get(member.person_id.as_str())).sum();
            lines.push(Line::of(&group.name, count.key, count.words, count.planned(&meant_for, room), actual));
        }
    }
    lines
}

/// The working days of tokens, over those that were planned and have gone by. Whether a building is planned for tells its arm, where some
/// are too small to be; so where arms are not told, those are counted that have one, of as many as the list gives one.
fn of_buildings(conn: &mut Conn, floor: &Floor, whole: &Whole, groups: &[Group<'_>], told: bool) -> Result<Vec<Line>> {
    let (days, seen) = (days(floor)?, of_sites(conn, &whole.list.trial.id)?);
    let mut each = Building::of_each(&seen, |day| days.is_working(day), floor.clock.today());
    each.retain(|_, building| told || building.saw(Event::TokenSetUp));
    let receiving = whole.served_from_the_start();
    let served = whole.rows.iter().filter(|row| row.members.iter().any(|person| receiving.contains(person))).count();
    let mut lines = Vec::new();
    for group in groups {
        let units = group.units();
        let theirs = || each.iter().filter(|(site, _)| units.contains(site.as_str())).map(|(_, building)| building);
        let days = theirs().map(|building| building.days).fold(DaysOf::default(), std::ops::Add::add);
        let set_up = theirs().filter(|building| building.saw(Event::TokenSetUp)).count();
        let placed = theirs().filter(|building| building.saw(Event::TokenPlaced)).count();
        let placed = if told { placed } else { served };
        let note = if days.to_come > 0 { format!("{} more are to come", days.to_come) } else { String::new() };
        lines.push(Line::of(&group.name, "buildings_set_up", "Buildings with one set up", Some(placed), set_up));
        let worked = Line::of(
            &group.name,
            "days_working",
            "Working days on which it worked",
            Some(days.gone_by()),
            days.working,
        );
        lines.push(Line { note, ..worked });
    }
    Ok(lines)
}

fn of_room(dose: &Dose, sizes_told: bool) -> Line {
    let mut line = Line::of(ALL_ARMS, dose.key, dose.words, dose.planned, dose.actual);
    line.note.clone_from(&dose.note);
    if dose.tells_sizes && !sizes_told {
        line.hide();
    }
    line
}
