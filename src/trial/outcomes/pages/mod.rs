//! The researcher's pages of outcomes: extracts come in and are taken back; an outcome is told by arm to who may see the arms.

mod extracts;
mod told;

pub use extracts::{bring_in, outcomes, take_back_extract};
pub use told::told_by_arm;

use serde_json::{Value, json};

use crate::trial::allocation::trial::Trial;

/// A trial as these pages name it.
fn of_trial(trial: &Trial) -> Value {
    json!({ "id": trial.id, "name": trial.name, "unit": trial.scheme.unit().name() })
}

/// Where they start.
fn here(trial_id: &str) -> String {
    format!("/outcomes/{trial_id}")
}
