//! How far a mailbox was read.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        db::{Conn, once},
        error::Result,
    },
    schema::inbound_cursors,
};

/// IMAP's own numbers: they begin anew with a new validity.
#[derive(Debug, Clone, Copy, diesel::Queryable)]
pub struct Cursor {
    pub validity: i64,
    pub uid: i64,
}

pub fn find(conn: &mut Conn, mailbox: &str) -> Result<Option<Cursor>> {
    let found = inbound_cursors::table.find(mailbox).select((inbound_cursors::validity, inbound_cursors::uid));
    Ok(found.get_result(conn).optional()?)
}

/// Forward only, while the validity is the same.
pub fn advance(conn: &mut Conn, mailbox: &str, validity: i64, uid: i64) -> Result<()> {
    let found = find(conn, mailbox)?;
    let cursor = (inbound_cursors::validity.eq(validity), inbound_cursors::uid.eq(uid));
    match found {
        Some(before) if before.validity == validity && before.uid >= uid => {}
        Some(_) => {
            diesel::update(inbound_cursors::table.find(mailbox)).set(cursor).execute(conn)?;
        }
        None => {
            once(conn, |conn| {
                diesel::insert_into(inbound_cursors::table)
                    .values((inbound_cursors::mailbox.eq(mailbox), cursor.0, cursor.1))
                    .execute(conn)
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
pub fn forget(conn: &mut Conn) -> Result<()> {
    diesel::delete(inbound_cursors::table).execute(conn)?;
    Ok(())
}
