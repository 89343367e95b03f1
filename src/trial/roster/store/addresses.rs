//! The rows of the vault: sealed addresses, and the keyed hashes by which two can be compared unopened.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl};
use serde::{Deserialize, Serialize};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::addresses,
};

#[derive(Debug, Clone, Serialize, Deserialize, diesel::Queryable, diesel::Insertable)]
#[diesel(table_name = addresses)]
pub(crate) struct AddressRow {
    pub person_id: String,
    pub sealed: Vec<u8>,
    pub household: String,
    pub fingerprint: String,
    pub put_at: Moment,
    pub bad_since: Option<Moment>,
}

pub(crate) fn put(conn: &mut Conn, row: &AddressRow) -> QueryResult<usize> {
    erase(conn, &row.person_id)?;
    restore(conn, row)
}

/// Puts a row where there is none.
pub(crate) fn restore(conn: &mut Conn, row: &AddressRow) -> QueryResult<usize> {
    diesel::insert_into(addresses::table).values(row).execute(conn)
}

pub(crate) fn whole(conn: &mut Conn, person_id: &str) -> QueryResult<Option<AddressRow>> {
    addresses::table.filter(addresses::person_id.eq(person_id)).get_result(conn).optional()
}

pub(crate) fn sealed(conn: &mut Conn, person_id: &str) -> QueryResult<Option<Vec<u8>>> {
    addresses::table.filter(addresses::person_id.eq(person_id)).select(addresses::sealed).get_result(conn).optional()
}

/// Whether there was one.
pub(crate) fn erase(conn: &mut Conn, person_id: &str) -> QueryResult<bool> {
    let gone = diesel::delete(addresses::table.filter(addresses::person_id.eq(person_id))).execute(conn)?;
    Ok(gone > 0)
}

/// Person and household of every address, and since when it is there.
pub(crate) fn households(conn: &mut Conn) -> QueryResult<Vec<(String, String, Moment)>> {
    addresses::table.select((addresses::person_id, addresses::household, addresses::put_at)).load(conn)
}

/// Person and fingerprint of every address.
pub(crate) fn fingerprints(conn: &mut Conn) -> QueryResult<Vec<(String, String)>> {
    addresses::table.select((addresses::person_id, addresses::fingerprint)).load(conn)
}

pub(crate) fn mark_bad(conn: &mut Conn, person_id: &str, at: Moment) -> QueryResult<usize> {
    let theirs = addresses::table.filter(addresses::person_id.eq(person_id));
    diesel::update(theirs).set(addresses::bad_since.eq(at)).execute(conn)
}

/// `None` where there is no address.
pub(crate) fn bad_since(conn: &mut Conn, person_id: &str) -> QueryResult<Option<Option<Moment>>> {
    addresses::table.filter(addresses::person_id.eq(person_id)).select(addresses::bad_since).get_result(conn).optional()
}

pub(crate) fn when_put(conn: &mut Conn, person_id: &str) -> QueryResult<Option<Moment>> {
    addresses::table.filter(addresses::person_id.eq(person_id)).select(addresses::put_at).get_result(conn).optional()
}
