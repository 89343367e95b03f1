//! Lets a draft go, and the file with it.

use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::Conn,
        error::Result,
    },
    trial::roster::store,
};

/// Discards a draft. One that is settled already stays as it is.
pub fn discard(conn: &mut Conn, floor: &Floor, actor: &str, id: &str) -> Result<()> {
    let_go(conn, floor, actor, id, "not wanted")
}

pub(super) fn let_go(conn: &mut Conn, floor: &Floor, actor: &str, id: &str, why: &str) -> Result<()> {
    let now = floor.clock.now();
    if store::drafts::settle(conn, id, "discarded", now)? {
        audit::write(conn, now, &Act::new(actor, "import.discarded", id).because(why))?;
    }
    Ok(())
}
