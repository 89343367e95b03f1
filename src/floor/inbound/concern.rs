//! Whose a mail that waits may be, so that it is shown to those who look after these people and to nobody else. The floor knows
//! neither people nor interventions, so `app.rs` names the rooms that can tell.

use super::{pages::LOOK, shown::Shown};
use crate::floor::{db::Conn, error::Result, web::Visitor};

/// What a mail says of itself.
#[derive(Debug, Clone, Copy)]
pub struct Concern<'a> {
    /// The row whose key was in its address.
    pub row: Option<&'a str>,
    /// Who wrote it, in small letters.
    pub from: Option<&'a str>,
}

/// Asks one room for the authority of the people that a mail is about, by its id.
pub type OwnerOf = fn(&mut Conn, Concern<'_>) -> Result<Option<String>>;

/// Whether somebody may open a mail: one who looks after every authority, or after the one that it is known to be of.
pub fn may_see(conn: &mut Conn, visitor: &Visitor, owners: &[OwnerOf], mail: &Shown) -> Result<bool> {
    if visitor.reaches_all(LOOK) {
        return Ok(true);
    }
    let from = Some(mail.from.as_str()).filter(|from| !from.is_empty());
    let concern = Concern { row: mail.about.as_deref(), from };
    for owner in owners {
        // The row tells more surely than a sender, which anybody can write.
        if let Some(authority) = owner(conn, concern)? {
            return Ok(visitor.reaches(LOOK, &authority));
        }
    }
    Ok(false)
}
