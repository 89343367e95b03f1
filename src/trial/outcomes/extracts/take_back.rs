//! An extract is taken back whole, until figures have been told that rest on it: after that a figure would change for a reason that
//! nobody who saw it could find.

use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::{Error, Result},
    },
    trial::{allocation::trial::Trial, outcomes::store},
};

/// Takes it back; how many facts go.
///
/// # Errors
/// `Missing`, where the trial has no such extract; `TooLate`, where it was used.
pub fn take_back(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, extract_id: &str) -> Result<usize> {
    // Nobody tells figures that rest on it while it goes.
    Trial::hold(conn, trial_id)?;
    let extract = store::extract(conn, trial_id, extract_id)?.ok_or(Error::Missing("That extract"))?;
    if extract.told_at.is_some() {
        return Err(Error::TooLate("Figures have been told that rest on this extract, so it stays.".into()));
    }
    let gone = store::remove(conn, extract_id)?;
    let act = Act::new(actor, "outcomes.taken_back", trial_id).because(format!("facts {gone}"));
    audit::write(conn, floor.clock.now(), &act)?;
    Ok(gone)
}
