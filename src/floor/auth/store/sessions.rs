//! The SQL of sessions.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::Account;
use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    schema::{accounts, sessions},
};

/// `id` is the SHA-256 of the cookie's secret; `scope` a path, or empty for the whole house.
pub fn insert_session(
    conn: &mut Conn,
    id: &str,
    account_id: &str,
    scope: &str,
    opened_at: Moment,
    expires_at: Moment,
) -> Result<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(id),
            sessions::account_id.eq(account_id),
            sessions::scope.eq(scope),
            sessions::opened_at.eq(opened_at),
            sessions::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whose session this is, its scope and when it was opened, while it and its account are open.
pub fn live_session(conn: &mut Conn, id: &str, now: Moment) -> Result<Option<(Account, String, Moment)>> {
    Ok(sessions::table
        .inner_join(accounts::table)
        .filter(sessions::id.eq(id))
        .filter(sessions::closed_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(accounts::closed_at.is_null())
        .select((Account::as_select(), sessions::scope, sessions::opened_at))
        .get_result(conn)
        .optional()?)
}

pub fn close_session(conn: &mut Conn, id: &str, now: Moment) -> Result<()> {
    diesel::update(sessions::table.find(id).filter(sessions::closed_at.is_null()))
        .set(sessions::closed_at.eq(Some(now)))
        .execute(conn)?;
    Ok(())
}

pub fn close_sessions_of(conn: &mut Conn, account_id: &str, now: Moment) -> Result<()> {
    diesel::update(sessions::table.filter(sessions::account_id.eq(account_id)).filter(sessions::closed_at.is_null()))
        .set(sessions::closed_at.eq(Some(now)))
        .execute(conn)?;
    Ok(())
}

/// How many sessions are open, for `/metrics`.
pub fn open_sessions(conn: &mut Conn, now: Moment) -> Result<i64> {
    Ok(sessions::table
        .filter(sessions::closed_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .count()
        .get_result(conn)?)
}
