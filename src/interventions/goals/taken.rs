//! Leave, duty or court that was noted after a half hour went into a diary: the morning after, its owner is offered other times,
//! once. Nothing is moved over their heads; a half hour that has not left yet moves by itself when it does (`invite.rs`).

use chrono::TimeDelta;

use super::{offer_again::offer_taken, store};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::Result,
        schedule::{Missed, Schedule},
    },
    trial::availability::free::{Availability, noted_since},
};

/// How far back a morning looks: over a long weekend with its bank holidays.
const LOOKS_BACK: TimeDelta = TimeDelta::days(5);
/// As many people as are looked at together.
const AT_ONCE: usize = 500;

pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.taken", "0 45 8 * * Mon-Fri", Missed::Skip, look)
}

fn look(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    for people in noted_since(conn, occasion - LOOKS_BACK)?.chunks(AT_ONCE) {
        let slots = store::slots::to_come_of(conn, people, floor.clock.now())?;
        if slots.is_empty() {
            continue;
        }
        let free = Availability::of_each(conn, floor, people)?;
        for slot in slots.iter().filter(|slot| free.get(&slot.person_id).is_some_and(|free| free.is_taken(&slot.span)))
        {
            offer_taken(conn, floor, slot)?;
        }
    }
    Ok(())
}
