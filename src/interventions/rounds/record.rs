//! Puts what happens to somebody's place on the uptake record.

use super::{place::Place, round::Round, store};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::uptake::{self, event::Event},
};

/// Records an event about a place; `detail` is a word, with no names.
///
/// What can happen more than once to a place (booked, given back, booked again) has the moment in its occasion, behind the
/// Round's id.
pub fn record(
    conn: &mut Conn,
    floor: &Floor,
    round: &Round,
    event: Event,
    place: &Place,
    detail: &str,
) -> Result<bool> {
    let trial_id = store::series::one(conn, &round.series_id)?.trial_id;
    let now = floor.clock.now();
    let occasion = match event {
        Event::RoundInvited | Event::RoundDelivered | Event::RoundAttended | Event::RoundLeft => round.id.clone(),
        _ => format!("{}/{now}", round.id),
    };
    uptake::record::record(conn, now, event, &place.person_id, &trial_id, &occasion, detail)
}
