//! What of goal-setting goes when somebody asks to be forgotten: what they wrote, and what is still to come. That a half hour
//! was offered, kept or passed over stays as a count.

use super::{leave::leave, paper::erase::erase_of, store, withdraw::Withdraw};
use crate::floor::{Floor, db::Conn, error::Result, jobs};

/// Takes back what is still to come of theirs, for as long as there is an address to send that to; how many entries their diary
/// may hold. Erase the person once that is none.
pub fn take_back_entries(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<usize> {
    let now = floor.clock.now();
    let slots = store::slots::of_person(conn, person_id)?.into_iter();
    let held = slots.filter(|slot| slot.may_be_in_diary() && !slot.is_past(now)).count();
    if held > 0 {
        leave(conn, floor, person_id, "command line")?;
    }
    let open = jobs::open_of::<Withdraw>(conn)?;
    let mine = store::slots::of_person(conn, person_id)?;
    Ok(mine.iter().filter(|slot| open.iter().any(|job| job.slot_id == slot.id)).count())
}

/// Erases what they wrote, and the files that hold a page for them.
pub fn erase_goals_of(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<()> {
    for time in store::times::of_person(conn, person_id)? {
        store::parts::erase_words(conn, &time.id)?;
        erase_of(conn, floor, &time.id)?;
    }
    Ok(())
}
