//! The rows of imports, and what each person was before one, sealed.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::{import_befores, imports},
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Insertable)]
#[diesel(table_name = imports)]
pub(crate) struct ImportRow {
    pub id: String,
    pub confirmed_by: String,
    pub confirmed_at: Moment,
    pub added: i32,
    pub moved: i32,
    pub changed: i32,
    pub gone: i32,
    pub back: i32,
    pub unchanged: i32,
    /// A JSON list of ids.
    pub places: String,
    /// Why it can no longer be undone; empty while it can.
    pub closed_why: String,
    pub undone_by: Option<String>,
    pub undone_at: Option<Moment>,
}

pub(crate) fn add(conn: &mut Conn, row: &ImportRow) -> QueryResult<usize> {
    diesel::insert_into(imports::table).values(row).execute(conn)
}

pub(crate) fn one(conn: &mut Conn, id: &str) -> QueryResult<Option<ImportRow>> {
    imports::table.filter(imports::id.eq(id)).get_result(conn).optional()
}

/// Every import, the newest first.
pub(crate) fn all(conn: &mut Conn) -> QueryResult<Vec<ImportRow>> {
    imports::table.order((imports::confirmed_at.desc(), imports::id.desc())).load(conn)
}

/// Those that can be undone as far as is known.
pub(crate) fn open(conn: &mut Conn) -> QueryResult<Vec<ImportRow>> {
    imports::table.filter(imports::closed_why.eq("")).load(conn)
}

pub(crate) fn keep_before(conn: &mut Conn, import_id: &str, person_id: &str, sealed: &[u8]) -> QueryResult<usize> {
    let row = (
        import_befores::import_id.eq(import_id),
        import_befores::person_id.eq(person_id),
        import_befores::sealed.eq(sealed),
    );
    diesel::insert_into(import_befores::table).values(row).execute(conn)
}

/// Person and sealed image of all whom an import touched.
pub(crate) fn befores(conn: &mut Conn, import_id: &str) -> QueryResult<Vec<(String, Vec<u8>)>> {
    import_befores::table
        .filter(import_befores::import_id.eq(import_id))
        .select((import_befores::person_id, import_befores::sealed))
        .load(conn)
}

/// Whom an import touched.
pub(crate) fn touched(conn: &mut Conn, import_id: &str) -> QueryResult<Vec<String>> {
    import_befores::table.filter(import_befores::import_id.eq(import_id)).select(import_befores::person_id).load(conn)
}

/// Says that an import can no longer be undone, and erases what was kept for that.
pub(crate) fn close(conn: &mut Conn, id: &str, why: &str) -> QueryResult<()> {
    diesel::delete(import_befores::table.filter(import_befores::import_id.eq(id))).execute(conn)?;
    diesel::update(imports::table.filter(imports::id.eq(id))).set(imports::closed_why.eq(why)).execute(conn)?;
    Ok(())
}

/// Closes every import that touched a person.
pub(crate) fn close_touching(conn: &mut Conn, person_id: &str, why: &str) -> QueryResult<()> {
    let ids: Vec<String> = import_befores::table
        .filter(import_befores::person_id.eq(person_id))
        .select(import_befores::import_id)
        .load(conn)?;
    ids.iter().try_for_each(|id| close(conn, id, why))
}

pub(crate) fn mark_undone(conn: &mut Conn, id: &str, by: &str, at: Moment) -> QueryResult<usize> {
    let undone = (imports::undone_by.eq(by), imports::undone_at.eq(at));
    diesel::update(imports::table.filter(imports::id.eq(id))).set(undone).execute(conn)
}
