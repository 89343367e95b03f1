//! What is known of when somebody is free goes when they ask to be forgotten.

use super::store;
use crate::floor::{db::Conn, error::Result};

/// Erases it.
pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    store::erase(conn, person_id)
}
