//! What somebody answered under their name, or under a trial id, goes when they ask to be forgotten. That they were asked, and an answer
//! that was counted for nobody in particular, stays.

use super::store;
use crate::floor::{db::Conn, error::Result};

/// Erases it.
pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    store::sheets::erase(conn, person_id)?;
    store::erase(conn, person_id)
}
