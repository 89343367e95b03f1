//! What rounds ask of the trial that they serve.

use super::owed::LETTERS;
use crate::{
    floor::{db::Conn, error::Result},
    trial::allocation::{stored::List, trial::Trial},
};

/// Id, and name with unit, of each trial of letters, newest first.
pub fn of_letters(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let trials = Trial::all_of(conn, LETTERS)?.into_iter();
    Ok(trials.map(|trial| (trial.id.clone(), trial.with_unit())).collect())
}

/// What a trial randomises.
pub fn unit(conn: &mut Conn, trial_id: &str) -> Result<&'static str> {
    Ok(Trial::find(conn, trial_id)?.scheme.unit().name())
}

/// Whether a trial's live list has been drawn and locked.
pub fn locked(conn: &mut Conn, trial_id: &str) -> Result<bool> {
    Ok(List::live(conn, trial_id)?.is_some_and(|list| list.locked_at.is_some()))
}
