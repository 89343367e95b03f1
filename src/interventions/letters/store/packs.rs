//! The rows of packs.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    schema::{packed_sheets as sheets, packs},
};

/// Letters that go to the print room together.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = packs)]
pub struct Pack {
    pub id: String,
    pub round_id: String,
    pub letter_count: i32,
    /// Where the sealed archive lies, and the SHA-256 of the plain one.
    pub file_key: String,
    pub file_sha256: String,
    /// The account that made it.
    pub made_by: String,
    pub made_at: Moment,
    pub posted_on: Option<NaiveDate>,
    /// Printed first and signed with a pen.
    pub for_pen: bool,
}

pub fn add(conn: &mut Conn, pack: &Pack) -> Result<()> {
    diesel::insert_into(packs::table).values(pack).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is no such pack.
pub fn one(conn: &mut Conn, id: &str) -> Result<Pack> {
    let found = packs::table.find(id).select(Pack::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This pack"))
}

/// The packs of a round, newest first.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<Pack>> {
    let mut found: Vec<Pack> =
        packs::table.filter(packs::round_id.eq(round_id)).select(Pack::as_select()).load(conn)?;
    found.sort_by(|a, b| (b.made_at, &b.id).cmp(&(a.made_at, &a.id)));
    Ok(found)
}

/// Marks a pack as posted; `false` when it was already.
pub fn mark_posted(conn: &mut Conn, id: &str, on: NaiveDate) -> Result<bool> {
    let unposted = packs::table.find(id).filter(packs::posted_on.is_null());
    Ok(diesel::update(unposted).set(packs::posted_on.eq(on)).execute(conn)? == 1)
}

/// Puts down that a letter's sheet lies in a pack's files.
pub fn add_sheet(conn: &mut Conn, pack_id: &str, letter_id: &str, place: i32) -> Result<()> {
    let sheet = (sheets::pack_id.eq(pack_id), sheets::letter_id.eq(letter_id), sheets::place.eq(place));
    diesel::insert_into(sheets::table).values(sheet).execute(conn)?;
    Ok(())
}

/// The sheets in a pack's files, each a letter's id and a place, in envelope order; of letters that were taken out too.
pub fn sheets_of(conn: &mut Conn, pack_id: &str) -> Result<Vec<(String, i32)>> {
    let lying = sheets::table.filter(sheets::pack_id.eq(pack_id)).order(sheets::place);
    Ok(lying.select((sheets::letter_id, sheets::place)).load(conn)?)
}

/// Every pack whose files hold a sheet of a letter, in no order.
pub fn with_sheet_of(conn: &mut Conn, letter_id: &str) -> Result<Vec<Pack>> {
    let holding = sheets::table.filter(sheets::letter_id.eq(letter_id)).select(sheets::pack_id);
    Ok(packs::table.filter(packs::id.eq_any(holding)).select(Pack::as_select()).load(conn)?)
}
