//! Somebody at the command line names the account in whose name they act: whoever has the machine has no rights by that alone.

use super::{accounts::account_by_email, store::by_role};
use crate::floor::{
    Floor,
    db::Conn,
    error::{Error, Result},
    web::Visitor,
};

/// A visitor with the rights of an account, without a session.
///
/// # Errors
/// `Missing`, where there is no such account.
pub fn in_the_name_of(conn: &mut Conn, floor: &Floor, email: &str) -> Result<Visitor> {
    let account = account_by_email(conn, email)?.filter(|account| account.closed_at.is_none());
    let account = account.ok_or(Error::Missing("An account with that address"))?;
    let all = by_role(conn)?.into_iter();
    let grants = all.filter(|(_, other)| other.id == account.id).map(|(grant, _)| grant).collect();
    Ok(Visitor {
        account_id: account.id,
        name: account.name,
        person_id: account.person_id,
        grants,
        session_id: String::new(),
        scope: String::new(),
        opened_at: floor.clock.now(),
        csrf: String::new(),
    })
}
