//! What extracts said of somebody goes when they ask to be forgotten. That an extract came in, and how much it brought, stays.

use super::store;
use crate::{
    floor::{db::Conn, error::Result},
    trial::trial_ids,
};

/// Erases it.
pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    let called: Vec<String> = trial_ids::of_person(conn, person_id)?.into_iter().map(|(_, called)| called).collect();
    store::erase(conn, &called)
}
