//! A half hour that is lost is found again: three free times this week, ten minutes now, or next week.

use super::{course::SLOT_MINUTES, free_time::free_for, protected::Protected, slot::Slot};
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::availability::{
        days::monday,
        span::Span,
        weekly::{nearest, spread, this_week},
    },
};

/// How many times are offered.
const OFFERED: usize = 3;

/// Free times left in the week of a half hour; once there are none, those of the week after.
pub fn offers(conn: &mut Conn, floor: &Floor, time: &Protected, slot: &Slot) -> Result<Vec<Span>> {
    let free = free_for(conn, floor, time, slot.week)?;
    let now = floor.clock.now();
    let from = slot.span.day().max(floor.clock.today());
    let mut week = this_week(&free, from, SLOT_MINUTES, now);
    week.retain(|span| span.starts != slot.span.starts);
    if week.is_empty() {
        week = this_week(&free, from + chrono::TimeDelta::days(7), SLOT_MINUTES, now);
    }
    let (within, beyond): (Vec<Span>, Vec<Span>) =
        week.into_iter().partition(|span| time.leeway.allows(time.weekly, span));
    let mut offered = spread(&within, OFFERED);
    offered.extend(spread(&beyond, OFFERED - offered.len()));
    offered.sort();
    Ok(offered)
}

/// The same time a week later.
pub fn next_week(conn: &mut Conn, floor: &Floor, time: &Protected, slot: &Slot) -> Result<Option<Span>> {
    let monday = monday(slot.span.day().max(floor.clock.today()));
    let meant = time.weekly.in_week(monday + chrono::TimeDelta::days(7), SLOT_MINUTES);
    let free = free_for(conn, floor, time, slot.week)?;
    Ok(nearest(&free, &meant, floor.clock.now()))
}
