//! Locks a live list: from then on it is what people are served by. A list with a fault is never locked, and it takes a second
//! person: whoever drew the list does not lock it.

use super::{scheme::Mode, store::lists, stored::List};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
};

/// Locks a trial's live list, after checking every row of it.
///
/// # Errors
/// `NotAllowed` to whoever drew it; `TooLate`, where there is none, it is locked already, or it is not as it was drawn.
pub fn lock(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str) -> Result<()> {
    let list =
        List::live(conn, trial_id)?.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))?;
    let (list_id, mode) = (list.id.clone(), list.mode);
    if mode != Mode::Live || list.locked_at.is_some() {
        return Err(Error::TooLate("This list is locked already.".into()));
    }
    if list.made_by == actor {
        let says = "You drew this list. Ask another researcher or the programme lead to check it and lock it.";
        return Err(Error::NotAllowed(says.into()));
    }
    if let Some(fault) = list.whole(conn)?.faults(&floor.secrets).first() {
        return Err(Error::TooLate(format!("The list cannot be locked: {fault}.")));
    }
    let now = floor.clock.now();
    if !lists::lock(conn, &list_id, actor, now)? {
        return Err(Error::TooLate("This list is locked already.".into()));
    }
    audit::write(conn, now, &Act::new(actor, "trial.locked", trial_id).because(format!("list {list_id}")))
}
