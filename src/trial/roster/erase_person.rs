//! Somebody asks to be forgotten: their names, addresses and account go. A row without a name stays, with their staff
//! reference, since the frozen list of a trial and the counts of who was offered what rest on it.

use super::{people::Person, store, vault};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        auth,
        db::Conn,
        error::{Error, Result},
    },
    trial::uptake::{event::Event, record::record},
};

/// Erases who a person is. From then on nothing is owed to them, and an import passes them over.
///
/// # Errors
/// `TooLate`, where they were erased before.
pub fn erase_person(conn: &mut Conn, floor: &Floor, actor: &str, person: &Person, why: &str) -> Result<()> {
    let now = floor.clock.now();
    if store::people::erase(conn, &person.id, now)? == 0 {
        return Err(Error::TooLate("This person is erased already.".into()));
    }
    vault::erase(conn, floor, actor, &person.id, why)?;
    store::imports::close_touching(conn, &person.id, "Somebody whom it touched was erased.")?;
    if let Some(account) = auth::by_person(conn, &person.id)? {
        auth::erase_account(conn, floor, &account.id)?;
    }
    if person.opted_out_at.is_none() {
        record(conn, now, Event::PersonOptedOut, &person.id, "", &floor.clock.today().to_string(), "erased")?;
    }
    audit::write(conn, now, &Act::new(actor, "person.erased", &person.id).because(why))
}
