//! What extracts said of one person, for themselves to read.

use serde_json::{Value, json};

use super::{
    extracts::fact::{Fact, SCALE, What},
    store,
};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::{allocation::trial::Trial, trial_ids},
};

/// What is held of somebody for one trial.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Held {
    pub trial: String,
    /// By the first day.
    pub facts: Vec<Value>,
}

/// By the name of the trial.
pub fn of_person(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<Vec<Held>> {
    let mut held = Vec::new();
    for (trial_id, called) in trial_ids::of_person(conn, person_id)? {
        let sealed = store::of_called(conn, &called)?;
        let facts = sealed.iter().map(|sealed| Fact::open(floor, &trial_id, &called, sealed));
        let mut facts = facts.collect::<Result<Vec<_>>>()?;
        facts.sort_unstable();
        if !facts.is_empty() {
            let trial = Trial::find(conn, &trial_id)?.name;
            held.push(Held { trial, facts: facts.iter().map(told).collect() });
        }
    }
    held.sort_by(|a, b| a.trial.cmp(&b.trial));
    Ok(held)
}

fn told(fact: &Fact) -> Value {
    let Fact { from, until, what } = fact;
    match what {
        What::Absence { days, fte } => {
            json!({ "from": from, "until": until, "days_lost": *days as f64 / SCALE, "fte": *fte as f64 / SCALE })
        }
        What::Turnover { left_on } => json!({ "from": from, "until": until, "left_on": left_on }),
    }
}
