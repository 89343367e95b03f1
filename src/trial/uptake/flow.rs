//! The flow of participants, in the boxes of CONSORT (2010, items 13a and 13b; 2025, item 22a): assessed and excluded, randomised, and in
//! each arm those who got what was meant for them, those who did not and why, those who were followed up, and of whom each outcome is
//! held. Units and people are counted apart, and the sums that have to hold are checked, never made to hold.

pub mod draw;
pub mod gather;
pub mod had_it;
mod inside;
mod road;
mod sums;
pub mod written;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use self::inside::{Analysed, Inside, Sites};
use self::{road::road, sums::sums};
use super::{funnel::Check, so_far::People};
use crate::trial::{outcomes::told::held::Held, roster::gone::Gone};

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
    /// Of a trial of several interventions, which of them an arm received or did without; '' of a trial of one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub of: String,
    pub unit: String,
    /// The day as of which somebody is gone, or a site out: today, or the last day on which people are followed.
    pub as_of: NaiveDate,
    /// People who were looked at when the frame was frozen; `None` where that was not put down.
    pub assessed: Option<usize>,
    /// How many of them were not randomised, by why.
    pub excluded: BTreeMap<String, usize>,
    /// The units that they were of, and how many of those were left out whole; `None` where units are people, or that was not put
    /// down.
    pub units_assessed: Option<usize>,
    pub units_left_out: Option<usize>,
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

/// Somebody in the trial.
#[derive(Debug, Clone)]
pub struct Member {
    pub person: String,
    pub unit: String,
    pub arm: String,
    /// Whether their site has withdrawn, and not come back.
    pub out: bool,
}

/// What was put down when the frame was frozen.
#[derive(Debug, Clone, Default)]
pub struct Looked {
    pub assessed: Option<usize>,
    pub excluded: BTreeMap<String, usize>,
    pub units_assessed: Option<usize>,
    pub units_left_out: Option<usize>,
}

/// What is known of those in the trial, beside where they are.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub ever: &'a People,
    pub gone: &'a BTreeMap<String, Gone>,
    /// Nothing, where none is held.
    pub outcomes: &'a [Held],
}

impl Flow {
    /// Each of `arms` with whether the intervention is meant for it.
    #[must_use]
    pub fn of(
        (intervention, unit): (&str, &str),
        looked: Looked,
        members: &[Member],
        arms: &[(String, bool)],
        known: Known<'_>,
    ) -> Self {
        let (road, withdrew) = (road(intervention), members.iter().any(|member| member.out));
        let arm = |(name, served): &(String, bool)| {
            let mine: Vec<&Member> = members.iter().filter(|member| member.arm == *name).collect();
            let Count { units, people } = count(&mine);
            let sites = withdrew.then(|| Sites::of(&mine));
            let inside = Some(Inside { sites, ..Inside::of(road, *served, &mine, known) });
            Arm { name: name.clone(), served: *served, units, people: Some(people), inside }
        };
        let mut flow = Self {
            trial: String::new(),
            of: String::new(),
            unit: unit.to_owned(),
            as_of: NaiveDate::default(),
            assessed: looked.assessed,
            excluded: looked.excluded,
            units_assessed: looked.units_assessed,
            units_left_out: looked.units_left_out,
            randomised: count(&members.iter().collect::<Vec<_>>()),
            arms: arms.iter().map(arm).collect(),
            notes: Vec::new(),
            checks: Vec::new(),
        };
        flow.checks = sums(&flow);
        flow
    }

    /// For those who may not see the arms.
    #[must_use]
    pub fn untold(mut self) -> Self {
        self.arms.iter_mut().for_each(|arm| arm.inside = None);
        self.checks = sums(&self);
        if self.unit != "person" {
            self.arms.iter_mut().for_each(|arm| arm.people = None);
        }
        self
    }

    /// Whether it says what became of each of several arms.
    #[must_use]
    pub fn tells_arms(&self) -> bool {
        self.arms.len() > 1 && self.arms.iter().all(|arm| arm.inside.is_some())
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

#[cfg(test)]
mod tests;
