//! Puts what happens to a person's letter on the uptake record.

use super::store::rounds::Round;
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::uptake::{self, event::Event},
};

/// Records an event about a person in a round; `false` when it was on record already. `detail` is a word, with no names.
pub fn record(
    conn: &mut Conn,
    floor: &Floor,
    round: &Round,
    event: Event,
    person_id: &str,
    detail: &str,
) -> Result<bool> {
    uptake::record::record(conn, floor.clock.now(), event, person_id, &round.trial_id, &round.id, detail)
}
