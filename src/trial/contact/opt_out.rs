//! Somebody asks to be left out: nothing more is sent to them, and they stay in the analysis as they were allocated.

use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::Result,
    },
    trial::{
        roster::opt_out::mark,
        uptake::{event::Event, record::record},
    },
};

/// Puts it on record; `false` where it was there already.
pub fn opt_out(conn: &mut Conn, floor: &Floor, person_id: &str, by: &str) -> Result<bool> {
    let now = floor.clock.now();
    if !mark(conn, person_id, now)? {
        return Ok(false);
    }
    record(conn, now, Event::PersonOptedOut, person_id, "", "opted_out", "")?;
    audit::write(conn, now, &Act::new(by, "person.opted_out", person_id))?;
    Ok(true)
}
