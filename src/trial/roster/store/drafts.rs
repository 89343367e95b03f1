//! The rows of import drafts: files that were checked and wait, sealed, for a yes or a no.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::import_drafts,
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Insertable)]
#[diesel(table_name = import_drafts)]
pub(crate) struct DraftRow {
    pub id: String,
    pub kind: String,
    pub file_sha256: String,
    pub sealed: Vec<u8>,
    pub row_count: i32,
    pub drafted_by: String,
    pub drafted_at: Moment,
    pub state: String,
    pub settled_at: Option<Moment>,
    /// Brought in though the very same file had come in before.
    pub again: bool,
}

pub(crate) fn add(conn: &mut Conn, row: &DraftRow) -> QueryResult<usize> {
    diesel::insert_into(import_drafts::table).values(row).execute(conn)
}

pub(crate) fn one(conn: &mut Conn, id: &str) -> QueryResult<Option<DraftRow>> {
    import_drafts::table.filter(import_drafts::id.eq(id)).get_result(conn).optional()
}

/// Drafts that wait since before a moment.
pub(crate) fn waiting_since(conn: &mut Conn, before: Moment) -> QueryResult<Vec<String>> {
    import_drafts::table
        .filter(import_drafts::state.eq("drafted"))
        .filter(import_drafts::drafted_at.lt(before))
        .select(import_drafts::id)
        .load(conn)
}

/// The drafts of this very content that were confirmed.
pub(crate) fn confirmed_with(conn: &mut Conn, file_sha256: &str) -> QueryResult<Vec<String>> {
    import_drafts::table
        .filter(import_drafts::file_sha256.eq(file_sha256))
        .filter(import_drafts::state.eq("confirmed"))
        .order((import_drafts::settled_at.desc(), import_drafts::id.desc()))
        .select(import_drafts::id)
        .load(conn)
}

/// Notes that a draft is wanted though its content came in before. Whether it still waits.
pub(crate) fn want_again(conn: &mut Conn, id: &str) -> QueryResult<bool> {
    let waiting = import_drafts::table.filter(import_drafts::id.eq(id)).filter(import_drafts::state.eq("drafted"));
    Ok(diesel::update(waiting).set(import_drafts::again.eq(true)).execute(conn)? > 0)
}

/// Ends a draft that still waits, and empties it of the file. Whether it did.
pub(crate) fn settle(conn: &mut Conn, id: &str, state: &str, at: Moment) -> QueryResult<bool> {
    let waiting = import_drafts::table.filter(import_drafts::id.eq(id)).filter(import_drafts::state.eq("drafted"));
    let ended =
        (import_drafts::state.eq(state), import_drafts::settled_at.eq(at), import_drafts::sealed.eq(Vec::<u8>::new()));
    Ok(diesel::update(waiting).set(ended).execute(conn)? > 0)
}
