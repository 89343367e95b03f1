//! A coordinator takes back a time that was noted by mistake, or that has changed. From then on it is free again.

use super::store;
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::Result,
};

/// Takes one of somebody's back; `false` where it was gone already, as after a second press.
pub fn take_back(conn: &mut Conn, floor: &Floor, actor: &str, person_id: &str, id: &str) -> Result<bool> {
    if !store::take_back(conn, person_id, id)? {
        return Ok(false);
    }
    audit::write(conn, floor.clock.now(), &Act::new(actor, "absence.taken_back", person_id))?;
    Ok(true)
}
