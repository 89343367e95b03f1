//! Half hours are taken back: out of the diary, where they are in one, and never sent, where they are not.

use super::{
    protected::Protected,
    record::{of_week, record},
    run::Run,
    slot::{Slot, Step},
    store,
    withdraw::{self, Withdraw},
};
use crate::{
    floor::{Floor, db::Conn, error::Result, jobs},
    trial::uptake::event::Event,
};

/// Takes back all of somebody's that are still to come, for a reason that is a word.
pub fn cancel_all(conn: &mut Conn, floor: &Floor, run: &Run, time: &Protected, reason: &str) -> Result<()> {
    let now = floor.clock.now();
    for slot in store::slots::of_time(conn, &time.id)? {
        if !slot.state.is_closed() && !slot.is_past(now) {
            cancel(conn, floor, run, &slot, reason)?;
        }
    }
    Ok(())
}

/// Takes one back.
pub fn cancel(conn: &mut Conn, floor: &Floor, run: &Run, slot: &Slot, reason: &str) -> Result<()> {
    let now = floor.clock.now();
    let out = slot.may_be_in_diary();
    let cancelled = Slot {
        state: slot.state.next(Step::Cancel)?,
        sequence: slot.sequence + i32::from(out),
        reason: Some(reason.to_owned()),
        wanted_at: None,
        changed_at: now,
        ..slot.clone()
    };
    store::slots::put(conn, &cancelled)?;
    if out {
        let job = withdraw::Job { slot_id: slot.id.clone(), sequence: cancelled.sequence };
        let key = format!("goals.withdraw:{}:{}", slot.id, cancelled.sequence);
        jobs::enqueue_once::<Withdraw>(conn, floor, &key, &job, now)?;
    }
    record(conn, floor, run, Event::SlotCancelled, &slot.person_id, &of_week(&run.id, slot.week), reason)?;
    Ok(())
}
