//! What a list says of its people: who is served and from when, and their arms.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::{
    frame::units,
    randomise::{FrameUnit, stratum},
    seal::SealedRow,
    stored::Whole,
    trial::Trial,
};

impl Whole {
    /// The ids of everyone whose arm is served on a day: a waiting list is, from the day it crosses over.
    #[must_use]
    pub fn receiving(&self, on: NaiveDate) -> BTreeSet<String> {
        let arms = self.list.header.scheme.arms();
        self.people_of(|name| arms.iter().any(|arm| arm.name == name && arm.is_served_on(on))).collect()
    }

    /// The ids of everyone whose arm was served from the start: what an analysis compares with all others.
    #[must_use]
    pub fn served_from_the_start(&self) -> BTreeSet<String> {
        self.served_of(&self.list.trial)
    }

    /// The same, by the intervention that a part of its trial is looked at by.
    #[must_use]
    pub fn served_of(&self, part: &Trial) -> BTreeSet<String> {
        let arms = part.scheme.arms();
        self.people_of(|name| arms.iter().any(|arm| arm.name == name && arm.receives)).collect()
    }

    /// Everyone who waited, with the day from which they are served after all.
    #[must_use]
    pub fn crossing(&self) -> BTreeMap<String, NaiveDate> {
        let waits = self.list.header.scheme.arms().iter().filter_map(|arm| Some((&arm.name, arm.crosses_on?)));
        waits.flat_map(|(arm, day)| self.people_of(move |name| name == arm).map(move |person| (person, day))).collect()
    }

    /// The arm of each person.
    #[must_use]
    pub fn arm_of_each(&self) -> HashMap<String, String> {
        let rows = self.rows.iter();
        rows.flat_map(|sealed| sealed.members.iter().map(|person| (person.clone(), sealed.row.arm.clone()))).collect()
    }

    /// The names of other trials within whose arms it was drawn: whoever sees its strata sees those arms too.
    #[must_use]
    pub fn drawn_beside(&self) -> BTreeSet<&str> {
        self.members.iter().flat_map(|member| member.beside.keys().map(String::as_str)).collect()
    }

    /// Its strata without the arms of other trials, for whoever may not see those.
    #[must_use]
    pub fn without_others(mut self) -> Self {
        if self.drawn_beside().is_empty() {
            return self;
        }
        let scheme = &self.list.header.scheme;
        let units = units(scheme.unit(), &self.members).into_iter();
        let own = |unit: FrameUnit| (stratum(scheme.by(), &unit), (unit.authority, unit.reference));
        let own: HashMap<(String, String), String> = units.map(own).map(|(stratum, unit)| (unit, stratum)).collect();
        for SealedRow { row, .. } in &mut self.rows {
            row.stratum = own.get(&(row.authority.clone(), row.unit.clone())).cloned().unwrap_or_default();
        }
        self
    }

    fn people_of(&self, arm: impl Fn(&str) -> bool) -> impl Iterator<Item = String> {
        let rows = self.rows.iter().filter(move |sealed| arm(&sealed.row.arm));
        rows.flat_map(|sealed| sealed.members.iter().cloned())
    }
}
