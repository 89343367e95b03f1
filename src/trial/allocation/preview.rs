//! Draws a list to look at and keeps none of it, but for the hash of its seed: a live list is not drawn from a seed that was looked at.
//! A practice list that goes leaves the same behind.

use super::{
    allocate::draw_only,
    randomise::Row,
    seed::Seed,
    store::lists::{self, ListRow},
    trial::Trial,
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    clock::Moment,
    db::Conn,
    error::Result,
    seal::sha256,
};

const PREVIEWED: &str = "trial.previewed";
const TAKEN_AWAY: &str = "trial.practice_away";

/// The rows, in order of place. That somebody looked is on record.
///
/// # Errors
/// As [`draw_only`].
pub fn preview(conn: &mut Conn, floor: &Floor, actor: &str, trial: &Trial, seed: &Seed) -> Result<Vec<Row>> {
    let rows = draw_only(conn, floor, trial, seed)?;
    let act = Act::new(actor, PREVIEWED, &trial.id).because(trace(&seed.to_hex()));
    audit::write(conn, floor.clock.now(), &act)?;
    Ok(rows)
}

/// Takes a practice list away, and keeps the hash of its seed.
pub(super) fn take_practice_away(conn: &mut Conn, now: Moment, actor: &str, list: &ListRow) -> Result<()> {
    lists::remove(conn, &list.id)?;
    audit::write(
        conn,
        now,
        &Act::new(actor, TAKEN_AWAY, &list.trial_id).because(format!("{}: {}", list.id, trace(&list.seed))),
    )
}

/// Whether a list of any trial was looked at, or drawn to practise and taken away, by this seed: trials with the same settings draw the same list from it.
pub(super) fn was_seen(conn: &mut Conn, seed: &Seed) -> Result<bool> {
    let trace = trace(&seed.to_hex());
    for trial in Trial::all(conn)? {
        let history = audit::history(conn, &trial.id)?;
        if history
            .iter()
            .any(|entry| [PREVIEWED, TAKEN_AWAY].contains(&entry.act.as_str()) && entry.detail.ends_with(&trace))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The seed itself is kept nowhere.
fn trace(seed: &str) -> String {
    format!("a list from a seed with the SHA-256 {}", sha256(seed.as_bytes()))
}
