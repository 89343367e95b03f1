//! Ends a trial: from then on nobody is asked and nothing new is made for it. What was promised before goes its road to the
//! end, since nothing that is owed to a person is lost. An end cannot be taken back.

use super::{
    store::ends::{self, EndRow},
    stored::List,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::Moment,
    db::{Conn, once},
    error::{Error, Result},
};

/// # Errors
/// `Invalid`, without a reason; `TooLate`, where the trial's list is not locked yet, or it has ended before.
pub fn end(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, reason: &str) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 300 {
        return Err(Error::invalid("reason", "Say in a few words why the trial ends now."));
    }
    if List::live(conn, trial_id)?.is_none_or(|list| list.locked_at.is_none()) {
        return Err(Error::TooLate("This trial has not begun: its list is not locked yet.".into()));
    }
    let now = floor.clock.now();
    let row =
        EndRow { trial_id: trial_id.to_owned(), ended_by: actor.to_owned(), ended_at: now, reason: reason.to_owned() };
    if !once(conn, |conn| ends::add(conn, &row))? {
        return Err(Error::TooLate("This trial has ended already.".into()));
    }
    audit::write(conn, now, &Act::new(actor, "trial.ended", trial_id).because(reason))
}

/// When a trial ended, if it has.
pub fn ended_at(conn: &mut Conn, trial_id: &str) -> Result<Option<Moment>> {
    Ok(ends::of_trial(conn, trial_id)?.map(|row| row.ended_at))
}

/// # Errors
/// `TooLate`, where the trial has ended.
pub fn still_on(conn: &mut Conn, trial_id: &str) -> Result<()> {
    match ended_at(conn, trial_id)? {
        None => Ok(()),
        Some(_) => Err(Error::TooLate("The trial has ended, so nothing more is asked or made for it.".into())),
    }
}
