//! A page that was handed on goes back to its manager.

use super::{mailing::Post, store};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Error, Result},
};

/// Gives a manager's page back. What was written of it meanwhile stays.
///
/// # Errors
/// `TooLate`, where it is the manager's already.
pub fn take_back(conn: &mut Conn, floor: &Floor, actor: &str, round_id: &str, manager_id: &str) -> Result<()> {
    store::rounds::hold(conn, round_id)?;
    if !store::hands::take_back(conn, round_id, manager_id)? {
        return Err(Error::TooLate("This page is in its manager’s hands already.".into()));
    }
    let subject = Post::to_manager(round_id, manager_id).row();
    audit::write(conn, floor.clock.now(), &Act::new(actor, "lines.taken_back", &subject))
}
