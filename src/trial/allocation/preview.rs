//! Draws a list to look at and keeps none of it, but for the hash of its seed: a live list is not drawn from a seed that was looked at.

use super::{allocate::draw_only, randomise::Row, seed::Seed, trial::Trial};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::Result,
    seal::sha256,
};

const PREVIEWED: &str = "trial.previewed";

/// The rows, in order of place. That somebody looked is on record.
///
/// # Errors
/// As [`draw_only`].
pub fn preview(conn: &mut Conn, floor: &Floor, actor: &str, trial: &Trial, seed: &Seed) -> Result<Vec<Row>> {
    let rows = draw_only(conn, floor, trial, seed)?;
    let act = Act::new(actor, PREVIEWED, &trial.id).because(trace(seed));
    audit::write(conn, floor.clock.now(), &act)?;
    Ok(rows)
}

/// Whether a list of any trial was looked at by this seed: trials with the same settings draw the same list from it.
pub(super) fn was_seen(conn: &mut Conn, seed: &Seed) -> Result<bool> {
    let trace = trace(seed);
    for trial in Trial::all(conn)? {
        let history = audit::history(conn, &trial.id)?;
        if history.iter().any(|entry| entry.act == PREVIEWED && entry.detail == trace) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The seed itself is kept nowhere.
fn trace(seed: &Seed) -> String {
    format!("a list from a seed with the SHA-256 {}", sha256(seed.to_hex().as_bytes()))
}
