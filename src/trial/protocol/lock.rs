//! Locks the list of a trial, as people do it: not before what its analysis rests on is said, since an outcome that is chosen once arms
//! are known proves nothing.

use super::standing::blocking;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::allocation::{lock, trial::Trial},
};

/// Locks a trial's live list.
///
/// # Errors
/// `TooLate`, while something is missing, and as [`lock::lock`] says; `NotAllowed` to whoever drew the list.
pub fn lock(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str) -> Result<()> {
    let trial = Trial::find(conn, trial_id)?;
    let missing = blocking(conn, &trial)?;
    if !missing.is_empty() {
        let says = format!(
            "The list cannot be locked yet. {}. A researcher says it on the trial’s page, under ‘Set up’.",
            missing.join(". ")
        );
        return Err(Error::TooLate(says));
    }
    lock::lock(conn, floor, actor, trial_id)
}
