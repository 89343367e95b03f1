//! What somebody answered under their name, or under a trial id, goes when they ask to be forgotten. That they were asked, and an answer
//! that was counted for nobody in particular, stays.

use super::store;
use crate::{
    floor::{db::Conn, error::Result},
    trial::trial_ids,
};

/// Erases it.
pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    let called: Vec<String> = trial_ids::of_person(conn, person_id)?.into_iter().map(|(_, called)| called).collect();
    store::sheets::erase(conn, &called)?;
    store::erase(conn, person_id)
}
