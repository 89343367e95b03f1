//! Authorities, and the teams and sites within them.

use diesel::{ExpressionMethods, QueryDsl, QueryResult, RunQueryDsl};

use crate::{
    floor::db::Conn,
    schema::{authorities, sites, teams},
};

/// Id and name.
pub(crate) type Named = (String, String);
/// Id, name and the authority's id.
pub(crate) type Within = (String, String, String);

pub(crate) fn authorities(conn: &mut Conn) -> QueryResult<Vec<Named>> {
    authorities::table.select((authorities::id, authorities::name)).load(conn)
}

pub(crate) fn teams(conn: &mut Conn) -> QueryResult<Vec<Within>> {
    teams::table.select((teams::id, teams::name, teams::authority_id)).load(conn)
}

pub(crate) fn sites(conn: &mut Conn) -> QueryResult<Vec<Within>> {
    sites::table.select((sites::id, sites::name, sites::authority_id)).load(conn)
}

pub(crate) fn add_authority(conn: &mut Conn, id: &str, name: &str) -> QueryResult<usize> {
    let row = (authorities::id.eq(id), authorities::name.eq(name));
    diesel::insert_into(authorities::table).values(row).execute(conn)
}

pub(crate) fn add_team(conn: &mut Conn, id: &str, name: &str, authority_id: &str) -> QueryResult<usize> {
    let row = (teams::id.eq(id), teams::name.eq(name), teams::authority_id.eq(authority_id));
    diesel::insert_into(teams::table).values(row).execute(conn)
}

pub(crate) fn add_site(conn: &mut Conn, id: &str, name: &str, authority_id: &str) -> QueryResult<usize> {
    let row = (sites::id.eq(id), sites::name.eq(name), sites::authority_id.eq(authority_id));
    diesel::insert_into(sites::table).values(row).execute(conn)
}

/// Takes away a team, a site or an authority, whichever bears the id. Nothing may name it any more.
pub(crate) fn remove(conn: &mut Conn, id: &str) -> QueryResult<()> {
    diesel::delete(teams::table.filter(teams::id.eq(id))).execute(conn)?;
    diesel::delete(sites::table.filter(sites::id.eq(id))).execute(conn)?;
    diesel::delete(authorities::table.filter(authorities::id.eq(id))).execute(conn)?;
    Ok(())
}

/// Whether an authority has any team or site.
pub(crate) fn holds_any(conn: &mut Conn, authority_id: &str) -> QueryResult<bool> {
    let teams: i64 = teams::table.filter(teams::authority_id.eq(authority_id)).count().get_result(conn)?;
    let sites: i64 = sites::table.filter(sites::authority_id.eq(authority_id)).count().get_result(conn)?;
    Ok(teams + sites > 0)
}
