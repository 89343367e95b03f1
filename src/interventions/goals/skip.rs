//! Somebody passes over a half hour, for a reason without blame. The entry leaves the diary; the manager is never told whose.

use super::{
    record::{of_week, record},
    run::Run,
    slot::{Slot, State, Step},
    store,
    withdraw::{self, Withdraw},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        jobs,
    },
    trial::uptake::event::Event,
};

/// Why, in words that a form offers.
pub const REASONS: [(&str, &str); 5] = [
    ("no_time", "No time this week"),
    ("crisis", "Something urgent came up"),
    ("not_useful", "It is not for me this week"),
    ("manager_said_no", "I was asked to do something else"),
    ("did_not_see_it", "I did not see it in time"),
];

/// A reason as a form sends it.
///
/// # Errors
/// `Invalid`, for any other.
pub fn reason(text: &str) -> Result<&'static str> {
    let found = REASONS.iter().find(|(key, _)| *key == text);
    found.map(|(key, _)| *key).ok_or_else(|| Error::invalid("reason", "Choose one; nobody is told that it was you."))
}

/// Skips it. One that was declined in the diary is out of it already.
pub fn skip(conn: &mut Conn, floor: &Floor, run: &Run, slot: &Slot, reason: &str) -> Result<()> {
    let now = floor.clock.now();
    let in_diary = slot.may_be_in_diary() && slot.state != State::Declined && !slot.is_past(now);
    let skipped = Slot {
        state: slot.state.next(Step::Skip)?,
        sequence: slot.sequence + i32::from(in_diary),
        reason: Some(reason.to_owned()),
        wanted_at: None,
        changed_at: now,
        ..slot.clone()
    };
    store::slots::put(conn, &skipped)?;
    if in_diary {
        let job = withdraw::Job { slot_id: slot.id.clone(), sequence: skipped.sequence };
        let key = format!("goals.withdraw:{}:{}", slot.id, skipped.sequence);
        jobs::enqueue_once::<Withdraw>(conn, floor, &key, &job, now)?;
    }
    record(conn, floor, run, Event::SlotSkipped, &slot.person_id, &of_week(&run.id, slot.week), reason)?;
    Ok(())
}
