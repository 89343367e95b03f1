//! The SQL of accounts and grants.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};

use crate::{
    floor::{
        Floor,
        auth::Stood,
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
        web::{Grant, Role},
    },
    schema::{accounts, grants},
};

/// Somebody who may come in.
#[derive(Debug, Clone, diesel::Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct Account {
    pub id: String,
    pub email: String,
    pub name: String,
    /// Their row on the roster, for staff.
    pub person_id: Option<String>,
    pub closed_at: Option<Moment>,
}

pub fn account(conn: &mut Conn, id: &str) -> Result<Account> {
    let found = accounts::table.find(id).select(Account::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("that account"))
}

/// `email` in lower case, as accounts keep it.
pub fn by_email(conn: &mut Conn, email: &str) -> Result<Option<Account>> {
    Ok(accounts::table.filter(accounts::email.eq(email)).select(Account::as_select()).get_result(conn).optional()?)
}

pub fn by_person(conn: &mut Conn, person_id: &str) -> Result<Option<Account>> {
    Ok(accounts::table
        .filter(accounts::person_id.eq(person_id))
        .select(Account::as_select())
        .get_result(conn)
        .optional()?)
}

/// Every open account with each of its grants, for the demo's picker.
pub fn by_role(conn: &mut Conn) -> Result<Vec<(Grant, Account)>> {
    let rows: Vec<(String, String, Account)> = grants::table
        .inner_join(accounts::table)
        .filter(accounts::closed_at.is_null())
        .select((grants::role, grants::authority_id, Account::as_select()))
        .load(conn)?;
    rows.into_iter().map(|(role, authority, account)| Ok((read_grant(&role, authority)?, account))).collect()
}

pub fn insert_account(
    conn: &mut Conn,
    floor: &Floor,
    email: &str,
    name: &str,
    person_id: Option<&str>,
) -> Result<String> {
    let id = floor.ids.next();
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(&id),
            accounts::email.eq(email),
            accounts::name.eq(name),
            accounts::person_id.eq(person_id),
            accounts::made_at.eq(floor.clock.now()),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Writes the address and name now known, and opens the account if it was closed.
pub fn update_account(conn: &mut Conn, id: &str, email: &str, name: &str, person_id: Option<&str>) -> Result<()> {
    diesel::update(accounts::table.find(id))
        .set((
            accounts::email.eq(email),
            accounts::name.eq(name),
            accounts::person_id.eq(person_id),
            accounts::closed_at.eq(None::<Moment>),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn close_account(conn: &mut Conn, id: &str, now: Moment) -> Result<()> {
    diesel::update(accounts::table.find(id).filter(accounts::closed_at.is_null()))
        .set(accounts::closed_at.eq(Some(now)))
        .execute(conn)?;
    Ok(())
}

/// The address of no host stands in for the one it had, since each account has its own.
pub fn erase_account(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::update(accounts::table.find(id))
        .set((
            accounts::email.eq(format!("{id}@erased.invalid")),
            accounts::name.eq("Erased person"),
            accounts::person_id.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn insert_grant(
    conn: &mut Conn,
    floor: &Floor,
    account_id: &str,
    role: Role,
    authority_id: Option<&str>,
) -> Result<()> {
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

/// The roles of an account, in the order of `Role`.
pub fn grants_of(conn: &mut Conn, account_id: &str) -> Result<Vec<Grant>> {
    let rows: Vec<(String, String)> = grants::table
        .filter(grants::account_id.eq(account_id))
        .select((grants::role, grants::authority_id))
        .load(conn)?;
    let mut found: Vec<Grant> =
        rows.into_iter().map(|(role, authority)| read_grant(&role, authority)).collect::<Result<_>>()?;
    found.sort_by(|a, b| (a.role, &a.authority_id).cmp(&(b.role, &b.authority_id)));
    Ok(found)
}

fn read_grant(role: &str, authority: String) -> Result<Grant> {
    let role = role.parse().map_err(|_| Error::broken("a grant names no role of ours"))?;
    Ok(Grant { role, authority_id: (!authority.is_empty()).then_some(authority) })
}

/// Role and authority of each grant, as they are kept.
pub fn raw_grants(conn: &mut Conn, account_id: &str) -> Result<Vec<(String, String)>> {
    let theirs = grants::table.filter(grants::account_id.eq(account_id));
    Ok(theirs.select((grants::role, grants::authority_id)).load(conn)?)
}

/// Writes an account as it stood; roles that it was given since go.
pub fn put_back(conn: &mut Conn, stood: &Stood) -> Result<()> {
    diesel::update(accounts::table.find(&stood.id))
        .set((
            accounts::email.eq(&stood.email),
            accounts::name.eq(&stood.name),
            accounts::person_id.eq(&stood.person_id),
            accounts::closed_at.eq(stood.closed_at),
        ))
        .execute(conn)?;
    for (role, authority) in raw_grants(conn, &stood.id)? {
        if !stood.grants.contains(&(role.clone(), authority.clone())) {
            diesel::delete(grants::table.find((&stood.id, &role, &authority))).execute(conn)?;
        }
    }
    Ok(())
}

/// Takes an account's roles away, and its person.
pub fn untie(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::delete(grants::table.filter(grants::account_id.eq(id))).execute(conn)?;
    diesel::update(accounts::table.find(id)).set(accounts::person_id.eq(None::<String>)).execute(conn)?;
    Ok(())
}
