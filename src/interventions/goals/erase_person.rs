//! What of goal-setting goes when somebody asks to be forgotten: what they wrote, and what is still to come. That a half hour
//! was offered, kept or passed over stays as a count.

use super::{cancel::cancel_all, store};
use crate::floor::{Floor, db::Conn, error::Result};

/// Takes back what is still to come of theirs and erases what they wrote.
pub fn erase_goals_of(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<()> {
    for time in store::times::of_person(conn, person_id)? {
        let run = store::runs::one(conn, &time.run_id)?;
        cancel_all(conn, floor, &run, &time, "erased")?;
        store::parts::erase_words(conn, &time.id)?;
    }
    Ok(())
}
