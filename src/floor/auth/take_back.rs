//! An account as it stood before somebody on the roster came by it, and the way back to that.

use serde::{Deserialize, Serialize};

use super::{close_account::close_account, store};
use crate::floor::{Floor, clock::Moment, db::Conn, error::Result};

/// An account as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    pub id: String,
    pub email: String,
    pub name: String,
    pub person_id: Option<String>,
    pub closed_at: Option<Moment>,
    /// Role and authority, as grants keep them.
    pub grants: Vec<(String, String)>,
}

/// How the account stands that a person would come by, by their id or their e-mail address.
pub fn stands(conn: &mut Conn, email: &str, person_id: &str) -> Result<Option<Stood>> {
    let of_person = store::by_person(conn, person_id)?;
    let found = if of_person.is_some() { of_person } else { store::by_email(conn, &email.to_lowercase())? };
    let Some(account) = found else { return Ok(None) };
    let grants = store::raw_grants(conn, &account.id)?;
    let store::Account { id, email, name, person_id, closed_at } = account;
    Ok(Some(Stood { id, email, name, person_id, closed_at, grants }))
}

/// Takes a person's account back to how it stood; one that there was not is closed, and nobody's.
pub fn take_back(conn: &mut Conn, floor: &Floor, person_id: &str, before: Option<&Stood>) -> Result<()> {
    match before {
        Some(stood) => store::put_back(conn, stood),
        None => {
            let Some(account) = store::by_person(conn, person_id)? else { return Ok(()) };
            close_account(conn, floor, &account.id)?;
            store::untie(conn, &account.id)
        }
    }
}
