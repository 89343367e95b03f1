//! What the conduct of a trial adds to its flow, its page and its description, a sentence each.

use super::{publicity, site};
use crate::floor::{clock::long_date, db::Conn, error::Result};

/// Each site that withdrew, and each that came back, in order of authority and name. Reasons stay on the page of the trial's conduct.
pub fn of_sites(conn: &mut Conn, trial_id: &str) -> Result<Vec<String>> {
    let mut says = Vec::new();
    for ((authority, site), changes) in site::changes(conn, trial_id)? {
        says.extend(changes.iter().map(|change| {
            let what = if change.withdrew { "withdrew" } else { "came back" };
            format!("{site}, {authority}, {what} on {}.", long_date(change.on_day))
        }));
    }
    Ok(says)
}

/// What became public of it.
pub fn of_publicity(conn: &mut Conn, trial_id: &str) -> Result<Vec<String>> {
    let events = publicity::of_trial(conn, trial_id)?;
    Ok(events.iter().map(|event| format!("{}: {} ({}).", long_date(event.on), event.what, event.reached())).collect())
}
