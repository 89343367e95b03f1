//! Accounts: who may come in, and as what. All the SQL of accounts and grants.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        Floor,
        db::{Conn, once},
        error::Result,
        web::Role,
    },
    schema::{accounts, grants},
};

/// Makes an account for an e-mail address, or finds the one there is, and gives its id.
pub fn make_account(
    conn: &mut Conn,
    floor: &Floor,
    email: &str,
    name: &str,
    person_id: Option<&str>,
) -> Result<String> {
    let email = email.trim().to_lowercase();
    let found: Option<String> =
        accounts::table.filter(accounts::email.eq(&email)).select(accounts::id).first(conn).optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    let id = floor.ids.next();
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(&id),
            accounts::email.eq(&email),
            accounts::name.eq(name),
            accounts::person_id.eq(person_id),
            accounts::made_at.eq(floor.clock.now()),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Gives a role, in one authority or (`None`) in all. Giving it twice is harmless.
pub fn grant(conn: &mut Conn, floor: &Floor, account_id: &str, role: Role, authority_id: Option<&str>) -> Result<()> {
    once(conn, |conn| {
        diesel::insert_into(grants::table)
            .values((
                grants::account_id.eq(account_id),
                grants::role.eq(role.name()),
                grants::authority_id.eq(authority_id.unwrap_or_default()),
                grants::given_at.eq(floor.clock.now()),
            ))
            .execute(conn)
    })?;
    Ok(())
}
