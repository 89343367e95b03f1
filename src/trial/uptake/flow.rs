//! The flow of participants, in the boxes of CONSORT (2010, item 13; 2025, item 22a): assessed and excluded, randomised, and in each
//! arm those who got what was meant for them, those who did not and why, and those who were lost. Units and people are counted
//! apart, and the sums that have to hold are checked, never made to hold.

pub mod draw;
pub mod gather;
pub mod had_it;
mod road;
pub mod written;

use std::collections::{BTreeMap, BTreeSet};

use self::road::{Road, road};
use super::{funnel::Check, so_far::People};
use crate::trial::roster::gone::Gone;

/// Units of allocation, and the people in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    pub units: usize,
    pub people: usize,
}

/// The flow of one trial.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Flow {
    pub trial: String,
    pub unit: String,
    /// People who were looked at when the frame was frozen; `None` where that was not put down.
    pub assessed: Option<usize>,
    /// How many of them were not randomised, by why.
    pub excluded: BTreeMap<String, usize>,
    pub randomised: Count,
    pub arms: Vec<Arm>,
    /// Each day on which arms were shown before the trial's end, a sentence each.
    pub notes: Vec<String>,
    pub checks: Vec<Check>,
}

/// One arm, as allocated: nobody moves between arms.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Arm {
    pub name: String,
    /// Whether the intervention is meant for it.
    pub served: bool,
    /// How many units, and how many people they are; `None` where they are not people and who looks may not see the arms: of a few
    /// teams or buildings only some add up to it.
    pub units: usize,
    pub people: Option<usize>,
    /// What became of its people; `None` where who looks may not see the arms: the one person of an arm who left would give it
    /// away.
    pub inside: Option<Inside>,
}

/// What became of the people of an arm.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Inside {
    /// What was meant for them: the intervention, or in a comparison arm its absence.
    pub received: usize,
    pub not_received: BTreeMap<String, usize>,
    /// Who left since. They stay in their arm; nothing more can be asked of them.
    pub lost: usize,
    /// Who asked to be left out of what was offered. They stay in the analysis.
    pub discontinued: usize,
    /// Whose data were withdrawn.
    pub withdrawn: usize,
    /// Everyone else.
    pub analysed: usize,
}

/// Somebody in the trial.
#[derive(Debug, Clone)]
pub struct Member {
    pub person: String,
    pub unit: String,
    pub arm: String,
}

/// What was put down when the frame was frozen.
#[derive(Debug, Clone, Default)]
pub struct Looked {
    pub assessed: Option<usize>,
    pub excluded: BTreeMap<String, usize>,
}

impl Flow {
    /// Each of `arms` with whether the intervention is meant for it.
    #[must_use]
    pub fn of(
        intervention: &str,
        looked: Looked,
        members: &[Member],
        arms: &[(String, bool)],
        ever: &People,
        gone: &BTreeMap<String, Gone>,
    ) -> Self {
        let road = road(intervention);
        let arm = |(name, served): &(String, bool)| {
            let mine: Vec<&Member> = members.iter().filter(|member| member.arm == *name).collect();
            let Count { units, people } = count(&mine);
            let inside = Some(inside(road, *served, &mine, ever, gone));
            Arm { name: name.clone(), served: *served, units, people: Some(people), inside }
        };
        let mut flow = Self {
            trial: String::new(),
            unit: String::new(),
            assessed: looked.assessed,
            excluded: looked.excluded,
            randomised: count(&members.iter().collect::<Vec<_>>()),
            arms: arms.iter().map(arm).collect(),
            notes: Vec::new(),
            checks: Vec::new(),
        };
        flow.checks = flow.sums();
        flow
    }

    /// For those who may not see the arms.
    #[must_use]
    pub fn untold(mut self) -> Self {
        self.arms.iter_mut().for_each(|arm| arm.inside = None);
        self.checks = self.sums();
        if self.unit != "person" {
            self.arms.iter_mut().for_each(|arm| arm.people = None);
        }
        self
    }

    fn sums(&self) -> Vec<Check> {
        let check = |says, left, right| Check { says, left, right, holds: left == right };
        let arms = |of: fn(&Arm) -> usize| self.arms.iter().map(of).sum();
        let excluded: usize = self.excluded.values().sum();
        let mut sums: Vec<Check> = self
            .assessed
            .map(|assessed| check("assessed = excluded + randomised", assessed, excluded + self.randomised.people))
            .into_iter()
            .collect();
        sums.push(check(
            "people randomised = those of the arms",
            self.randomised.people,
            arms(|arm| arm.people.unwrap_or_default()),
        ));
        sums.push(check("units randomised = those of the arms", self.randomised.units, arms(|arm| arm.units)));
        for (arm, inside) in self.arms.iter().filter_map(|arm| Some((arm, arm.inside.as_ref()?))) {
            let whole = arm.people.unwrap_or_default();
            let not: usize = inside.not_received.values().sum();
            let end = inside.analysed + inside.lost + inside.withdrawn;
            sums.push(check("allocated = received + did not receive", whole, inside.received + not));
            sums.push(check("allocated = analysed + lost + withdrawn", whole, end));
        }
        sums
    }

    /// Whether every sum holds.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }
}

fn count(members: &[&Member]) -> Count {
    let units: BTreeSet<&str> = members.iter().map(|member| member.unit.as_str()).collect();
    Count { units: units.len(), people: members.len() }
}

fn inside(road: &Road, served: bool, mine: &[&Member], ever: &People, gone: &BTreeMap<String, Gone>) -> Inside {
    let mut inside = Inside::default();
    for member in mine {
        let gone = gone.get(&member.person).copied();
        match not_received(road, served, &member.person, ever, gone) {
            None => inside.received += 1,
            Some(why) => *inside.not_received.entry(why.to_owned()).or_default() += 1,
        }
        match gone {
            Some(Gone::Left) => inside.lost += 1,
            Some(Gone::Erased) => inside.withdrawn += 1,
            Some(Gone::OptedOut) => {
                inside.discontinued += 1;
                inside.analysed += 1;
            }
            None => inside.analysed += 1,
        }
    }
    inside
}

/// Why somebody did not get what was meant for them; `None` where they did.
fn not_received(road: &Road, served: bool, person: &str, ever: &People, gone: Option<Gone>) -> Option<&'static str> {
    let had_it = ever.saw(person, road.received);
    let undone = road.undone.filter(|(event, _)| ever.saw(person, *event));
    match (served, had_it, undone) {
        (false, true, _) => Some("had it all the same"),
        (false, false, _) | (true, true, None) => None,
        (true, true, Some((_, why))) => Some(why),
        (true, false, _) => Some(match gone {
            Some(Gone::Left) => "left before",
            Some(Gone::OptedOut | Gone::Erased) => "asked to be left out before",
            None => road.steps.iter().find(|(event, _)| ever.saw(person, *event)).map_or(road.none, |(_, why)| why),
        }),
    }
}

#[cfg(test)]
mod tests;
