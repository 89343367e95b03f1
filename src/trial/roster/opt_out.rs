//! A person is marked as left out, from now on.

use super::store;
use crate::floor::{clock::Moment, db::Conn, error::Result};

/// `false` where they were already.
pub fn mark(conn: &mut Conn, person_id: &str, at: Moment) -> Result<bool> {
    Ok(store::people::opt_out(conn, person_id, at)? > 0)
}
