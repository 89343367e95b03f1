//! Who is randomised: the roster as it stands on the day, less those who cannot be, and the units they make.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
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
}

/// Why somebody who could have been in the frame is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excluded {
    Left,
    OptedOut,
    NoPost,
    NoTeam,
    NoSite,
}

impl Excluded {
    /// For pages and reports, after 'left out:'.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Left => "has left",
            Self::OptedOut => "asked to be left out",
            Self::NoPost => "is not to be written to at home",
            Self::NoTeam => "is in no team",
            Self::NoSite => "has no site",
        }
    }
}

/// Everyone who was looked at: those in, sorted by authority and staff reference, and how many are not, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    pub members: Vec<Member>,
    pub excluded: BTreeMap<Excluded, usize>,
}

impl Frame {
    /// The frame of a trial from the whole roster. `today` is the day it is frozen, in London.
    #[must_use]
    pub fn of(trial: &Trial, people: &[Person], today: NaiveDate) -> Self {
        let mut frame = Self::default();
        for person in people.iter().filter(|person| trial.whom.covers(person)) {
            match excluded(trial, person, today) {
                Some(why) => *frame.excluded.entry(why).or_default() += 1,
                None => frame.members.extend(member(trial.scheme.unit(), person)),
            }
        }
        frame.members.sort_unstable();
        frame
    }

    /// How many were looked at.
    #[must_use]
    pub fn assessed(&self) -> usize {
        self.members.len() + self.excluded.values().sum::<usize>()
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
            FrameUnit {
                authority: own(authority),
                reference: own(reference),
                site: own(site),
                team: own(team),
                role: own(role),
                people,
            }
        })
        .collect()
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
