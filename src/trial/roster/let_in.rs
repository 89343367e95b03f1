//! The account by which somebody on the roster opens the page of a personal link.

use super::people::Person;
use crate::floor::{
    Floor, auth,
    db::Conn,
    error::{Error, Result},
    web::Role,
};

/// Their account, made when they have none, with a role that reaches one authority.
///
/// # Errors
/// `Missing`, where they have no e-mail address.
pub fn let_in(conn: &mut Conn, floor: &Floor, person: &Person, role: Role, authority_id: &str) -> Result<String> {
    let email = person.email.as_deref().ok_or(Error::Missing("that person’s e-mail address"))?;
    let account = auth::make_account(conn, floor, email, &person.names.full(), Some(&person.id))?;
    auth::grant(conn, floor, &account, role, Some(authority_id))?;
    Ok(account)
}
