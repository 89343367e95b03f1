//! The rows of a carrier's calls.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::carrier_calls as calls,
};

/// Keeps a call, sealed; `false` when the same was said before.
pub fn add(conn: &mut Conn, id: &str, about: &str, sealed: &[u8], at: Moment) -> Result<bool> {
    once(conn, |conn| {
        let row = (calls::id.eq(id), calls::about.eq(about), calls::sealed.eq(sealed), calls::received_at.eq(at));
        diesel::insert_into(calls::table).values(row).execute(conn)
    })
}

/// # Errors
/// `Missing`, where there is no such call.
pub fn one(conn: &mut Conn, id: &str) -> Result<(Vec<u8>, Moment)> {
    let found = calls::table.find(id).select((calls::sealed, calls::received_at)).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This call"))
}

/// Forgets what was said before a moment.
pub fn forget_before(conn: &mut Conn, moment: Moment) -> Result<usize> {
    Ok(diesel::delete(calls::table.filter(calls::received_at.lt(moment))).execute(conn)?)
}
