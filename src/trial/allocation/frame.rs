//! Who is randomised: the roster as it stands on the day, less those who cannot be, and the units they make.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::{
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

/// Why somebody who could have been in the frame is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excluded {
    Left,
    OptedOut,
    NoPost,
    NoTeam,
    NoSite,
    InAnotherTrial,
    /// Too few of those who could be in it work there, whoever they are.
    SmallBuilding,
}

impl Excluded {
    const ALL: [Self; 7] = [
        Self::Left,
        Self::OptedOut,
        Self::NoPost,
        Self::NoTeam,
        Self::NoSite,
        Self::InAnotherTrial,
        Self::SmallBuilding,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::OptedOut => "opted_out",
            Self::NoPost => "no_post",
            Self::NoTeam => "no_team",
            Self::NoSite => "no_site",
            Self::InAnotherTrial => "in_another_trial",
            Self::SmallBuilding => "small_building",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }

    /// For pages and reports, after 'left out:'.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Left => "has left",
            Self::OptedOut => "asked to be left out",
            Self::NoPost => "is not to be written to at home",
            Self::NoTeam => "is in no team",
            Self::NoSite => "has no site",
            Self::InAnotherTrial => "is in another trial",
            Self::SmallBuilding => "works in a building that is too small for a token",
        }
    }
}

/// Everyone who was looked at: those in, sorted by authority and staff reference, and how many are not, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    pub members: Vec<Member>,
    pub excluded: BTreeMap<Excluded, usize>,
    /// How many were looked at.
    pub assessed: usize,
}

impl Frame {
    /// The frame of a trial from the whole roster. `today` is the day it is frozen, in London.
    #[must_use]
    pub fn of(trial: &Trial, people: &[Person], today: NaiveDate) -> Self {
        let mut frame = Self::default();
        for person in people.iter().filter(|person| trial.whom.covers(person)) {
            frame.assessed += 1;
            match excluded(trial, person, today) {
                Some(why) => *frame.excluded.entry(why).or_default() += 1,
                None => frame.members.extend(member(trial.scheme.unit(), person)),
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

fn excluded(trial: &Trial, person: &Person, today: NaiveDate) -> Option<Excluded> {
    let unit = trial.scheme.unit();
    let reasons = [
        (person.left_on.is_some_and(|day| day <= today), Excluded::Left),
        (person.opted_out_at.is_some(), Excluded::OptedOut),
        (trial.goes_home() && person.do_not_post, Excluded::NoPost),
        (unit == Unit::Team && person.team.is_none(), Excluded::NoTeam),
        (unit == Unit::Site && person.site.is_none(), Excluded::NoSite),
    ];
    reasons.into_iter().find(|(holds, _)| *holds).map(|(_, why)| why)
}

fn member(unit: Unit, person: &Person) -> Option<Member> {
    let name = |place: &Option<Place>| place.as_ref().map(|place| place.name.clone()).unwrap_or_default();
    let (unit_id, unit) = match unit {
        Unit::Person => (person.id.clone(), person.reference.as_str().to_owned()),
        Unit::Team => person.team.as_ref().map(|team| (team.id.clone(), team.name.clone()))?,
        Unit::Site => person.site.as_ref().map(|site| (site.id.clone(), site.name.clone()))?,
    };
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
