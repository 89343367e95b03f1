//! What somebody asked about being written to goes when they ask to be forgotten; what was sent stays as a count.

use super::store;
use crate::floor::{db::Conn, error::Result};

/// Erases it.
pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    store::erase(conn, person_id)
}
