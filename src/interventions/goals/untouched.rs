//! The morning after a half hour that went by with nothing begun, another time is offered, once.

use super::{
    offer_again::offer_once,
    record::{of_week, record},
    slot::Slot,
    store,
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::Result,
        schedule::{Missed, Schedule},
    },
    trial::uptake::event::Event,
};

/// How far back a morning looks: over a long weekend with its bank holidays.
const LOOKS_BACK: chrono::TimeDelta = chrono::TimeDelta::days(5);

pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.untouched", "0 30 8 * * Mon-Fri", Missed::Skip, look)
}

fn look(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    let today = crate::trial::availability::span::Span::days(floor.clock.today(), floor.clock.today());
    for slot in store::slots::ended_between(conn, occasion - LOOKS_BACK, today.starts)? {
        offer(conn, floor, &slot)?;
    }
    Ok(())
}

fn offer(conn: &mut Conn, floor: &Floor, slot: &Slot) -> Result<()> {
    let run = store::runs::one(conn, &slot.run_id)?;
    if offer_once(conn, floor, slot)? {
        record(conn, floor, &run, Event::SlotUntouched, &slot.person_id, &of_week(&run.id, slot.week), "")?;
    }
    Ok(())
}
