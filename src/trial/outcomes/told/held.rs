//! Of whom a trial holds an outcome: for the flow of participants, which counts them in their arms and tells nothing of what they came to.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    Outcome, Window,
    counting::{arms_by_called, by_called, rows},
    points::on_offer,
    smallest,
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{
        allocation::stored::Whole,
        outcomes::{days::Counted, extracts::kept::on_record},
        surveys::wave::{Wave, told::who_answered},
        trial_ids,
    },
};

/// Of the three that rest on extracts, those that rest on different rows: days lost and their rate are of the same people.
const OF_EXTRACTS: [Outcome; 2] = [Outcome::Absence, Outcome::Turnover];

/// An outcome, and who has a value of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// As it is [asked for](Outcome::key); of a survey without a scale.
    pub key: String,
    /// In words.
    pub title: String,
    /// Their ids.
    pub people: HashSet<String>,
}

/// Each outcome of which the trial holds anything that may be told: what extracts say since its list was locked, up to the last place
/// where figures may stand, as [`super::gather`] tells it; then its surveys that have closed and whose answers hang on a trial id, as
/// answered, by the day on which they opened.
pub(in crate::trial) fn held(conn: &mut Conn, floor: &Floor, whole: &Whole) -> Result<Vec<Held>> {
    let called = trial_ids::for_counts(conn, &whole.list.trial.id)?;
    let mut found = of_extracts(conn, floor, whole, &called)?;
    for wave in Wave::of_trial(conn, &whole.list.trial.id)? {
        let answered = who_answered(conn, &wave, floor.clock.now())?;
        let title = format!("survey {}, answered", wave.name);
        found.push(Held { key: format!("survey:{}", wave.name), title, people: people(&called, &answered) });
    }
    found.retain(|held| !held.people.is_empty());
    Ok(found)
}

fn of_extracts(conn: &mut Conn, floor: &Floor, whole: &Whole, called: &BTreeMap<String, String>) -> Result<Vec<Held>> {
    let (record, counted) = (on_record(conn, floor, &whole.list.trial.id)?, Counted::of(conn, whole)?);
    let arms = arms_by_called(whole, called);
    let held = |outcome: Outcome| {
        let extracts = on_offer(&rows(&record, &outcome, counted, &arms), smallest(floor)).last()?.extracts;
        let known = by_called(&record, &outcome, Window { days: counted, extracts }).into_keys().collect();
        Some(Held { key: outcome.key(), title: outcome.words(), people: people(called, &known) })
    };
    Ok(OF_EXTRACTS.into_iter().filter_map(held).collect())
}

/// Whoever is called one of these.
fn people(called: &BTreeMap<String, String>, of: &BTreeSet<String>) -> HashSet<String> {
    called.iter().filter(|(_, called)| of.contains(*called)).map(|(person, _)| person.clone()).collect()
}
