//! Sets an outcome beside the arms, for those who may see them, and says what it comes to. That it was done goes on the audit log.

mod files;
pub mod lists;
pub mod outcome;
pub mod report;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use outcome::{Outcome, Window};
pub use report::Report;

use super::{
    analyse::{Arm, Data, Person, analyse},
    extracts::bring::{locked, stored},
    store,
};
use crate::{
    floor::{
        Floor,
        clock::london_date,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{end::ended_at, scheme::Unit, sight, stored::Whole, trial::Trial},
        surveys::wave::{Wave, scale},
        trial_ids::{self, Joiner},
        uptake::flow::had_it::had_it,
    },
};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub outcome: Outcome,
    /// Since when; the day on which the list was locked, where it is not said.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// An outcome beside the arms, gathered and not worked out yet: that takes a moment where many lists are drawn again, and needs no
/// database.
#[derive(Debug, Clone)]
pub struct Gathered {
    outcome: Outcome,
    window: Window,
    title: String,
    whole: Whole,
    data: Data,
}

/// Gathers one outcome by arm, in the name of an account. To be called inside a writing transaction.
///
/// # Errors
/// `NotAllowed`, where the trial goes on and the account may not see its arms; `TooLate`, where its list is not as it was drawn, or
/// nothing is on record.
pub fn gather(
    conn: &mut Conn,
    floor: &Floor,
    joiner: &Joiner,
    account_id: &str,
    trial: &Trial,
    asked: &Asked,
) -> Result<Gathered> {
    may_see(conn, trial, account_id)?;
    let whole = locked(conn, &trial.id)?;
    if let Some(fault) = whole.faults(&floor.secrets).first() {
        return Err(Error::TooLate(format!("No outcome can be told by arm: {fault}.")));
    }
    let outcome = asked.outcome.clone();
    let window = Window { from: asked.from.unwrap_or_else(|| drawn_on(&whole)), until: asked.until };
    if window.until.is_some_and(|until| until < window.from) {
        let says =
            format!("The last day is before the first, {}. Give a later one, or an earlier first day.", window.from);
        return Err(Error::invalid("until", says));
    }
    let (title, values) = values(conn, floor, &trial.id, &outcome, window)?;
    let called = trial_ids::join(conn, floor, joiner, "outcomes.joined_to_arms", &trial.id, &trial.id)?;
    if outcome.rests_on_extracts() {
        store::mark_told(conn, &trial.id, floor.clock.now())?;
    }
    let had_it = had_it(conn, floor, &whole)?;
    let data = data(&whole, &values, &called, &had_it);
    Ok(Gathered { outcome, window, title, whole, data })
}

impl Gathered {
    /// Works the figures out.
    #[must_use]
    pub fn report(self, floor: &Floor) -> Report {
        let smallest = usize::try_from(floor.settings.reports.smallest_group).unwrap_or(usize::MAX);
        let analysis = analyse(&self.data, &lists::of(&self.whole), smallest);
        Report::of(floor, &self.whole, self.title, &self.outcome, self.window, smallest, analysis)
    }
}

/// As with the flow of participants: with the right to see the arms, or once the trial has ended.
pub fn may_see(conn: &mut Conn, trial: &Trial, account_id: &str) -> Result<()> {
    if ended_at(conn, &trial.id)?.is_some() || sight::has(conn, &trial.id, account_id)? {
        return Ok(());
    }
    Err(Error::NotAllowed(
        "Outcomes stand beside arms, so they are told to those who may see the arms of this trial, and to every researcher of \
         it once it has ended. A programme lead gives the right to see them."
            .into(),
    ))
}

/// The day on which the list began to count.
pub(super) fn drawn_on(whole: &Whole) -> NaiveDate {
    london_date(whole.list.locked_at.unwrap_or(whole.list.made_at))
}

/// What the outcome is called, and what it came to under each trial id.
fn values(
    conn: &mut Conn,
    floor: &Floor,
    trial_id: &str,
    outcome: &Outcome,
    window: Window,
) -> Result<(String, BTreeMap<String, f64>)> {
    let found = match outcome {
        Outcome::Survey { wave, scale } => {
            let wave = Wave::named(conn, trial_id, wave)?;
            let scored = scale::scored(conn, floor, &wave, scale)?;
            (format!("{}: {}", wave.name, scored.title), scored.by_called)
        }
        _ => {
            let facts = stored(conn, floor, trial_id)?;
            let value = |(called, facts): (String, Vec<_>)| Some((called, outcome.value(&facts, window)?));
            (outcome.words(), facts.into_iter().filter_map(value).collect())
        }
    };
    if found.1.is_empty() {
        return Err(Error::TooLate(
            "Nothing of this kind is on record for these days. Bring the extract in first.".into(),
        ));
    }
    Ok(found)
}

/// Everybody on the list, by authority and staff reference.
fn data(
    whole: &Whole,
    values: &BTreeMap<String, f64>,
    called: &BTreeMap<String, String>,
    had_it: &BTreeSet<String>,
) -> Data {
    let scheme = &whole.list.header.scheme;
    let arm_at = |name: &str| scheme.arms().iter().position(|arm| arm.name == name);
    let units: BTreeMap<(&str, &str), (usize, usize)> = whole
        .rows
        .iter()
        .filter_map(|sealed| {
            let row = &sealed.row;
            let place = usize::try_from(row.place).ok()?.checked_sub(1)?;
            Some(((row.authority.as_str(), row.unit.as_str()), (place, arm_at(&row.arm)?)))
        })
        .collect();
    let person = |member: &crate::trial::allocation::frame::Member| {
        let (cluster, arm) = *units.get(&(member.authority.as_str(), member.unit.as_str()))?;
        let value = called.get(&member.person_id).and_then(|called| values.get(called)).copied();
        Some(Person { arm, cluster, value, had_it: had_it.contains(&member.person_id) })
    };
    let arm = |arm: &crate::trial::allocation::scheme::Arm| Arm { name: arm.name.clone(), served: arm.receives };
    Data {
        arms: scheme.arms().iter().map(arm).collect(),
        people: whole.members.iter().filter_map(person).collect(),
        clustered: scheme.unit() != Unit::Person,
    }
}
