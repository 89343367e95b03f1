//! The right to see a trial's arms: given to an account, trial by trial, by somebody else.

use super::{
    end::ended_at,
    store::sights::{self, SightRow},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::{Conn, once},
    error::{Error, Result},
};

/// Gives an account the right to see a trial's arms. Giving it twice is harmless.
///
/// # Errors
/// `NotAllowed`, where somebody would give it to themselves.
pub fn give(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, account_id: &str) -> Result<()> {
    if actor == account_id {
        return Err(Error::NotAllowed("Nobody gives themselves the right to see the arms. Ask somebody else.".into()));
    }
    let now = floor.clock.now();
    let row = SightRow {
        trial_id: trial_id.to_owned(),
        account_id: account_id.to_owned(),
        given_by: actor.to_owned(),
        given_at: now,
    };
    if once(conn, |conn| sights::give(conn, &row))? {
        audit::write(
            conn,
            now,
            &Act::new(actor, "trial.sight_given", trial_id).because(format!("to account {account_id}")),
        )?;
    }
    Ok(())
}

/// Whether an account may see a trial's arms.
pub fn has(conn: &mut Conn, trial_id: &str, account_id: &str) -> Result<bool> {
    Ok(sights::has(conn, trial_id, account_id)?)
}

/// Whether arms are told to an account: with the right to see them, and to everybody once the trial has ended.
pub fn told(conn: &mut Conn, trial_id: &str, account_id: &str) -> Result<bool> {
    Ok(ended_at(conn, trial_id)?.is_some() || has(conn, trial_id, account_id)?)
}

/// The accounts that may.
pub fn holders(conn: &mut Conn, trial_id: &str) -> Result<Vec<String>> {
    let mut rows = sights::of_trial(conn, trial_id)?;
    rows.sort_by(|a, b| (a.given_at, &a.account_id).cmp(&(b.given_at, &b.account_id)));
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}
