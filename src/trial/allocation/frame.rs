//! Who is randomised: the roster as it stands on the day, less those who cannot be, and the units they make.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::{
    excluded::Excluded,
    pair::Beside,
    randomise::FrameUnit,
    scheme::Unit,
    trial::{Trial, Whom},
};
use crate::trial::roster::people::{Person, Place};

/// Someone who is in the frame, with where they work on the day it is frozen; '' for no site.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    pub authority: String,
    pub reference: String,
    pub person_id: String,
    pub unit_id: String,
    /// The unit's own reference.
    pub unit: String,
    pub site: String,
    pub team: String,
    pub role: String,
    /// Their arm in each trial within whose arms the list is drawn, by its name; '' where they are not in it.
    pub beside: BTreeMap<String, String>,
}

/// Everyone who was looked at: those in, sorted by authority and staff reference, and how many are not, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    pub members: Vec<Member>,
    pub excluded: BTreeMap<Excluded, usize>,
    /// How many were looked at.
    pub assessed: usize,
    /// The ids of the units that they are of; none where units are people.
    pub units_assessed: BTreeSet<String>,
}

impl Frame {
    /// The frame of a trial from the whole roster. `today` is the day it is frozen, in London.
    #[must_use]
    pub fn of(trial: &Trial, people: &[Person], today: NaiveDate) -> Self {
        let (mut frame, unit) = (Self::default(), trial.scheme.unit());
        for person in people.iter().filter(|person| trial.whom.covers(person)) {
            frame.assessed += 1;
            if unit != Unit::Person {
                frame.units_assessed.extend(unit_of(unit, person).map(|(id, _)| id));
            }
            match Excluded::of(trial, person, today) {
                Some(why) => *frame.excluded.entry(why).or_default() += 1,
                None => frame.members.extend(member(unit, person)),
            }
        }
        frame.members.sort_unstable();
        frame
    }

    /// Leaves out those who are in another trial that does not allow both.
    #[must_use]
    pub fn without(mut self, blocked: &BTreeSet<String>) -> Self {
        let before = self.members.len();
        self.members.retain(|member| !blocked.contains(&member.person_id));
        if self.members.len() < before {
            self.excluded.insert(Excluded::InAnotherTrial, before - self.members.len());
        }
        self
    }

    /// Leaves out the units of fewer people: who gets nothing for the size of their building is not compared with who would.
    #[must_use]
    pub fn at_least(mut self, people: usize) -> Self {
        let mut many: HashMap<String, usize> = HashMap::new();
        self.members.iter().for_each(|member| *many.entry(member.unit_id.clone()).or_default() += 1);
        let before = self.members.len();
        self.members.retain(|member| many[&member.unit_id] >= people);
        if self.members.len() < before {
            *self.excluded.entry(Excluded::SmallBuilding).or_default() += before - self.members.len();
        }
        self
    }

    /// How many units were looked at of which nobody is in the frame; 0 where units are people.
    #[must_use]
    pub fn units_left_out(&self) -> usize {
        let within: HashSet<&str> = self.members.iter().map(|member| member.unit_id.as_str()).collect();
        self.units_assessed.iter().filter(|id| !within.contains(id.as_str())).count()
    }

    /// Puts down everybody's arm in the trials within whose arms this one is drawn.
    #[must_use]
    pub fn beside(mut self, others: &Beside) -> Self {
        for member in &mut self.members {
            let arm = |arms: &HashMap<String, String>| arms.get(&member.person_id).cloned().unwrap_or_default();
            member.beside = others.iter().map(|(trial, arms)| (trial.clone(), arm(arms))).collect();
        }
        self
    }
}

impl Whom {
    fn covers(&self, person: &Person) -> bool {
        let role = if self.roles.is_empty() {
            person.role.is_practitioner()
        } else {
            self.roles.iter().any(|role| role == person.role.name())
        };
        role && (self.authorities.is_empty() || self.authorities.contains(&person.authority))
    }
}

/// The units that members make, in no order. A whole team's or site's role is none, and a team's site is that of
/// most of its people (of two as many, the first by name).
#[must_use]
pub fn units(unit: Unit, members: &[Member]) -> Vec<FrameUnit> {
    let mut groups: BTreeMap<(&str, &str), Vec<&Member>> = BTreeMap::new();
    for member in members {
        groups.entry((&member.authority, &member.unit)).or_default().push(member);
    }
    groups
        .into_iter()
        .map(|((authority, reference), members)| {
            let (site, team, role) = match unit {
                Unit::Person => members.first().map_or(("", "", ""), |one| (&one.site, &one.team, &one.role)),
                Unit::Team => (commonest(&members), reference, ""),
                Unit::Site => (reference, "", ""),
            };
            let own = str::to_owned;
            let mut people = BTreeMap::new();
            members.iter().for_each(|member| *people.entry(member.role.clone()).or_default() += 1);
            let beside = beside(&members);
            FrameUnit {
                authority: own(authority),
                reference: own(reference),
                site: own(site),
                team: own(team),
                role: own(role),
                people,
                beside,
            }
        })
        .collect()
}

/// What a unit is to each trial within whose arms the list is drawn: the arm of all of its people who are in it.
fn beside(members: &[&Member]) -> Vec<String> {
    let mut arms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (trial, arm) in members.iter().flat_map(|member| &member.beside) {
        arms.entry(trial).or_default().extend(Some(arm.as_str()).filter(|arm| !arm.is_empty()));
    }
    let level = |arms: &BTreeSet<&str>| match (arms.len(), arms.first()) {
        (1, Some(arm)) => (*arm).to_owned(),
        (0, _) => "not in it".to_owned(),
        _ => "more than one arm".to_owned(),
    };
    arms.iter().map(|(trial, arms)| format!("{trial}: {}", level(arms))).collect()
}

/// The id and the reference of somebody's unit.
fn unit_of(unit: Unit, person: &Person) -> Option<(String, String)> {
    let place = |place: &Option<Place>| place.as_ref().map(|place| (place.id.clone(), place.name.clone()));
    match unit {
        Unit::Person => Some((person.id.clone(), person.reference.as_str().to_owned())),
        Unit::Team => place(&person.team),
        Unit::Site => place(&person.site),
    }
}

fn member(unit: Unit, person: &Person) -> Option<Member> {
    let name = |place: &Option<Place>| place.as_ref().map(|place| place.name.clone()).unwrap_or_default();
    let (unit_id, unit) = unit_of(unit, person)?;
    Some(Member {
        authority: person.authority.clone(),
        reference: person.reference.as_str().to_owned(),
        person_id: person.id.clone(),
        unit_id,
        unit,
        site: name(&person.site),
        team: name(&person.team),
        role: person.role.name().to_owned(),
        beside: BTreeMap::new(),
    })
}

fn commonest<'a>(members: &[&'a Member]) -> &'a str {
    let mut sites: BTreeMap<&str, usize> = BTreeMap::new();
    for member in members {
        *sites.entry(&member.site).or_default() += 1;
    }
    let most = sites.values().max().copied().unwrap_or_default();
    sites.into_iter().find(|(_, count)| *count == most).map_or("", |(site, _)| site)
}
