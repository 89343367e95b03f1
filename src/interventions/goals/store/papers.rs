//! The rows of letters on paper, and of the files that they were made in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::{goal_paper_packs, goal_papers},
};

/// Letters that were made together.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = goal_paper_packs)]
pub struct Pack {
    pub id: String,
    pub run_id: String,
    pub file_key: String,
    /// Of the plain file.
    pub file_sha256: String,
    pub letters: i32,
    pub made_by: String,
    pub made_at: Moment,
    pub erased_at: Option<Moment>,
}

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = goal_papers)]
pub struct Paper {
    pub time_id: String,
    pub made_on: NaiveDate,
    pub pack_id: String,
    /// A keyed hash.
    pub code: String,
}

pub fn add_pack(conn: &mut Conn, pack: &Pack) -> Result<()> {
    diesel::insert_into(goal_paper_packs::table).values(pack).execute(conn)?;
    Ok(())
}

/// `false` where one was made that day.
pub fn add(conn: &mut Conn, paper: &Paper) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(goal_papers::table).values(paper).execute(conn))
}

/// # Errors
/// `Missing`, where there is none.
pub fn pack(conn: &mut Conn, id: &str) -> Result<Pack> {
    let found = goal_paper_packs::table.find(id).select(Pack::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("Those letters"))
}

/// Every pack of a run, the newest first.
pub fn of_run(conn: &mut Conn, run_id: &str) -> Result<Vec<Pack>> {
    let packs = goal_paper_packs::table.filter(goal_paper_packs::run_id.eq(run_id));
    Ok(packs.order(goal_paper_packs::made_at.desc()).select(Pack::as_select()).load(conn)?)
}

/// The day of the last letter to each who got one, by the id of their time.
pub fn last_made(conn: &mut Conn, run_id: &str) -> Result<BTreeMap<String, NaiveDate>> {
    let packs = goal_paper_packs::table.filter(goal_paper_packs::run_id.eq(run_id)).select(goal_paper_packs::id);
    let made = goal_papers::table.filter(goal_papers::pack_id.eq_any(packs)).order(goal_papers::made_on);
    let rows: Vec<(String, NaiveDate)> = made.select((goal_papers::time_id, goal_papers::made_on)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The days on which letters to one person were made.
pub fn days_of(conn: &mut Conn, time_id: &str) -> Result<Vec<NaiveDate>> {
    let theirs = goal_papers::table.filter(goal_papers::time_id.eq(time_id)).order(goal_papers::made_on);
    Ok(theirs.select(goal_papers::made_on).load(conn)?)
}

/// Whose letter bears a code, by its hash: the id of their time.
///
/// # Errors
/// `Missing`, where nobody's does.
pub fn by_code(conn: &mut Conn, code: &str) -> Result<String> {
    let found = goal_papers::table.filter(goal_papers::code.eq(code)).select(goal_papers::time_id);
    found.get_result(conn).optional()?.ok_or(Error::Missing("that link"))
}

/// Packs whose file is kept and was made before a moment.
pub fn kept_before(conn: &mut Conn, before: Moment) -> Result<Vec<Pack>> {
    let kept = goal_paper_packs::table.filter(goal_paper_packs::erased_at.is_null());
    Ok(kept.filter(goal_paper_packs::made_at.lt(before)).select(Pack::as_select()).load(conn)?)
}

/// Packs whose file is kept and holds a page of somebody's.
pub fn kept_with(conn: &mut Conn, time_id: &str) -> Result<Vec<Pack>> {
    let theirs = goal_papers::table.filter(goal_papers::time_id.eq(time_id)).select(goal_papers::pack_id);
    let kept = goal_paper_packs::table.filter(goal_paper_packs::erased_at.is_null());
    Ok(kept.filter(goal_paper_packs::id.eq_any(theirs)).select(Pack::as_select()).load(conn)?)
}

pub fn mark_erased(conn: &mut Conn, id: &str, now: Moment) -> Result<()> {
    diesel::update(goal_paper_packs::table.find(id)).set(goal_paper_packs::erased_at.eq(Some(now))).execute(conn)?;
    Ok(())
}
