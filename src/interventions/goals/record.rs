//! Puts what happens to somebody in a run on the uptake record.

use super::run::Run;
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::uptake::{self, event::Event},
};

/// Records an event about a person, once for each occasion; `false` when it was on record already. `detail` is a word or a
/// figure, with no names and nothing that was written.
pub fn record(
    conn: &mut Conn,
    floor: &Floor,
    run: &Run,
    event: Event,
    person_id: &str,
    occasion: &str,
    detail: &str,
) -> Result<bool> {
    uptake::record::record(conn, floor.clock.now(), event, person_id, &run.trial_id, occasion, detail)
}

/// The occasion of a week of a run.
pub fn of_week(run_id: &str, week: i32) -> String {
    format!("{run_id}/{week}")
}
