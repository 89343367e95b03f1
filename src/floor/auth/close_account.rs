//! Closing an account: its holder is out at once, and no key opens it again.

use super::store;
use crate::floor::{Floor, db::Conn, error::Result};

/// Closes the account and every session of it. Closing it twice is harmless.
pub fn close_account(conn: &mut Conn, floor: &Floor, account_id: &str) -> Result<()> {
    let now = floor.clock.now();
    store::close_account(conn, account_id, now)?;
    store::close_sessions_of(conn, account_id, now)
}

/// Closes the account for good, and takes away whose it was. What it did stays on the audit log under its id.
pub fn erase_account(conn: &mut Conn, floor: &Floor, account_id: &str) -> Result<()> {
    close_account(conn, floor, account_id)?;
    store::erase_account(conn, account_id)
}
