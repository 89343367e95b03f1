//! When somebody is free for a half hour: their rota, less the half hours they have already.

use super::{protected::Protected, store};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::availability::free::Availability,
};

/// The time of whoever has `time`; the half hour of `week` itself is no obstacle.
pub fn free_for(conn: &mut Conn, floor: &Floor, time: &Protected, week: i32) -> Result<Availability> {
    let mut free = Availability::of(conn, floor, &time.person_id)?;
    let others = store::slots::of_person(conn, &time.person_id)?.into_iter();
    let others = others.filter(|slot| (&slot.time_id, slot.week) != (&time.id, week) && !slot.state.is_closed());
    free.take(others.map(|slot| slot.span));
    Ok(free)
}
