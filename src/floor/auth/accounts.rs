//! Who may come in, and as what.

use std::fmt;

use lettre::Address;

use super::store::{self, Account};
use crate::floor::{
    Floor,
    db::Conn,
    error::{Error, Result},
    web::Role,
};

/// An address that mail can be sent to, in lower case, so that one person is one account however they type it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads what was typed into the field `email`.
    pub fn parse(typed: &str) -> Result<Self> {
        let plain = typed.trim().to_lowercase();
        match plain.parse::<Address>() {
            Ok(_) if plain.is_ascii() && plain.len() <= 254 => Ok(Self(plain)),
            _ => Err(Error::invalid("email", "Write an e-mail address in full, like name@example.org.")),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes an account, or finds the one there is, and gives its id.
///
/// A person on the roster keeps one account for life: a new address or name is written into it, and a closed one opens.
/// An address that is somebody else's already is `Invalid`.
pub fn make_account(
    conn: &mut Conn,
    floor: &Floor,
    email: &str,
    name: &str,
    person_id: Option<&str>,
) -> Result<String> {
    let email = Email::parse(email)?;
    let of_address = store::by_email(conn, email.as_str())?;
    let of_person = person_id.map(|id| store::by_person(conn, id)).transpose()?.flatten();
    let found = of_person.or_else(|| of_address.clone());
    let Some(found) = found else {
        return store::insert_account(conn, floor, email.as_str(), name, person_id);
    };
    let someone_elses = of_address.is_some_and(|other| other.id != found.id);
    if someone_elses || (person_id.is_some() && found.person_id.is_some() && found.person_id.as_deref() != person_id) {
        return Err(Error::invalid("email", "That e-mail address is somebody else's already."));
    }
    store::update_account(conn, &found.id, email.as_str(), name, person_id.or(found.person_id.as_deref()))?;
    Ok(found.id)
}

/// The account that an e-mail address, as typed, belongs to; none where nobody comes in by it.
pub fn account_by_email(conn: &mut Conn, typed: &str) -> Result<Option<Account>> {
    let found = store::by_email(conn, Email::parse(typed)?.as_str())?;
    Ok(found.filter(|account| account.closed_at.is_none()))
}

/// What a history calls whoever did something: an account's name, or the word on record, such as 'worker', which says who
/// it was by itself.
pub fn name_of(conn: &mut Conn, actor: &str) -> String {
    store::account(conn, actor).map_or_else(|_| actor.to_owned(), |account| account.name)
}

/// Gives a role, in one authority or (`None`) in all. Giving it twice is harmless.
pub fn grant(conn: &mut Conn, floor: &Floor, account_id: &str, role: Role, authority_id: Option<&str>) -> Result<()> {
    store::insert_grant(conn, floor, account_id, role, authority_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_whole_or_not_at_all() {
        assert_eq!(Email::parse("  Ann.Other@Example.ORG ").unwrap().as_str(), "ann.other@example.org");
        for wrong in [
            "",
            "ann",
            "ann@",
            "@example.org",
            "ann@example.org, bob@example.org",
            "ann@example.org\r\nBcc: x@y.org",
            "Ann <ann@example.org>",
        ] {
            assert!(Email::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
