//! The rows of addresses that nothing more is sent to. The address itself is not there: a keyed hash of it is.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::suppressions,
};

/// An address, as far as it is shown.
#[derive(Debug, Clone, diesel::Queryable, Selectable, Serialize)]
#[diesel(table_name = suppressions)]
pub struct Suppressed {
    pub id: String,
    pub domain: String,
    pub reason: String,
    pub since: Moment,
}

/// Which of these addresses are dead.
pub fn dead(conn: &mut Conn, addressees: &[&str]) -> Result<Vec<String>> {
    let found = suppressions::table.filter(suppressions::addressee.eq_any(addressees));
    Ok(found.select(suppressions::addressee).load(conn)?)
}

/// Gives an address up. Where it was given up already, the first reason stands.
pub fn suppress(conn: &mut Conn, floor: &Floor, addressee: &str, domain: &str, reason: &str) -> Result<()> {
    once(conn, |conn| {
        diesel::insert_into(suppressions::table)
            .values((
                suppressions::id.eq(floor.ids.random()),
                suppressions::addressee.eq(addressee),
                suppressions::domain.eq(domain),
                suppressions::reason.eq(reason),
                suppressions::since.eq(floor.clock.now()),
            ))
            .execute(conn)
    })?;
    Ok(())
}

/// Every address that was given up, newest first.
pub fn suppressed(conn: &mut Conn) -> Result<Vec<Suppressed>> {
    Ok(suppressions::table.order(suppressions::since.desc()).select(Suppressed::as_select()).load(conn)?)
}

/// Lets mail go to an address again.
pub fn lift(conn: &mut Conn, id: &str) -> Result<Suppressed> {
    let found: Option<Suppressed> =
        suppressions::table.find(id).select(Suppressed::as_select()).get_result(conn).optional()?;
    let found = found.ok_or(Error::Missing("that address"))?;
    diesel::delete(suppressions::table.find(id)).execute(conn)?;
    Ok(found)
}

/// Nothing is known any more of these addresses.
pub fn forget(conn: &mut Conn, addressees: &[String]) -> Result<()> {
    diesel::delete(suppressions::table.filter(suppressions::addressee.eq_any(addressees))).execute(conn)?;
    Ok(())
}
