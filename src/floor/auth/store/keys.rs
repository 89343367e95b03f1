//! The SQL of sign-in keys.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};

use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    schema::{accounts, sign_in_keys},
};

/// A key and whose it is. The secret in its link is computed, never stored.
#[derive(Debug, Clone, diesel::Queryable, Selectable)]
#[diesel(table_name = sign_in_keys)]
pub struct Key {
    pub id: String,
    pub account_id: String,
    pub return_to: String,
    pub expires_at: Moment,
    pub used_at: Option<Moment>,
}

pub fn insert_key(
    conn: &mut Conn,
    id: &str,
    account_id: &str,
    return_to: &str,
    made_at: Moment,
    expires_at: Moment,
) -> Result<()> {
    diesel::insert_into(sign_in_keys::table)
        .values((
            sign_in_keys::id.eq(id),
            sign_in_keys::account_id.eq(account_id),
            sign_in_keys::return_to.eq(return_to),
            sign_in_keys::made_at.eq(made_at),
            sign_in_keys::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// The key, unless its account is closed.
pub fn find_key(conn: &mut Conn, id: &str) -> Result<Option<Key>> {
    Ok(sign_in_keys::table
        .inner_join(accounts::table)
        .filter(sign_in_keys::id.eq(id))
        .filter(accounts::closed_at.is_null())
        .select(Key::as_select())
        .get_result(conn)
        .optional()?)
}

/// How many keys an account was given after `since`.
pub fn keys_since(conn: &mut Conn, account_id: &str, since: Moment) -> Result<i64> {
    Ok(sign_in_keys::table
        .filter(sign_in_keys::account_id.eq(account_id))
        .filter(sign_in_keys::made_at.gt(since))
        .count()
        .get_result(conn)?)
}

/// Marks a key as used; `false` when it was used before or is too old. Of two presses at once, one gets `true`.
pub fn use_key(conn: &mut Conn, id: &str, now: Moment) -> Result<bool> {
    let unused =
        sign_in_keys::table.find(id).filter(sign_in_keys::used_at.is_null()).filter(sign_in_keys::expires_at.gt(now));
    Ok(diesel::update(unused).set(sign_in_keys::used_at.eq(Some(now))).execute(conn)? == 1)
}
