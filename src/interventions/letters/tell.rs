//! Puts a step of a letter's road on the uptake record.

use super::store::rounds::Round;
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::uptake::{event::Event, record::record},
};

/// How often one thing can happen to one letter and still be told apart: held and released, again and again.
const OFTEN: usize = 1_000;

/// Records what happened to a person's letter, each time it happens. `detail` is a word, with no names.
pub fn tell(conn: &mut Conn, floor: &Floor, round: &Round, person_id: &str, event: Event, detail: &str) -> Result<()> {
    let (now, mut occasion) = (floor.clock.now(), round.id.clone());
    for time in 2..OFTEN {
        if record(conn, now, event, person_id, &round.trial_id, &occasion, detail)? {
            break;
        }
        occasion = format!("{}/{time}", round.id);
    }
    Ok(())
}
