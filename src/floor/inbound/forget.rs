//! Each night: what came long ago is erased, but for what still waits for somebody. That it came, and what became of it, stays.

use chrono::TimeDelta;

use super::store::mails;
use crate::floor::{
    Floor,
    clock::Moment,
    db::{
        Conn,
        scrub::{self, Scrub},
    },
    error::Result,
    jobs,
    schedule::{Missed, Schedule},
};

/// One night that was missed is not made up for: the next one sees the same.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("inbound.forget", "0 45 3 * * *", Missed::Skip, forget)
}

fn forget(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    let before = occasion - TimeDelta::days(i64::from(floor.settings.inbound.keep_days));
    let erased = mails::forget_before(conn, before)?;
    if erased == 0 { Ok(()) } else { jobs::enqueue::<Scrub>(conn, floor, &scrub::Job {}) }
}
