//! The rows of runs.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::goal_runs,
};

/// A course, offered in one authority over six weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = goal_runs)]
pub struct Run {
    pub id: String,
    pub trial_id: String,
    pub authority_id: String,
    pub name: String,
    /// The key of a course.
    pub course: String,
    pub course_version: String,
    /// The Monday of the first week.
    pub starts_on: NaiveDate,
    /// The last day on which managers agree to times.
    pub agree_by: NaiveDate,
    /// Why nobody waits for managers to agree; `None` where they do.
    pub without_agreement: Option<String>,
    pub made_by: String,
    pub made_at: Moment,
    /// When times were proposed and managers asked.
    pub asked_at: Option<Moment>,
    /// Why it went ahead with words that were pointed out.
    pub framing_reason: Option<String>,
}

/// `false` where the trial has a run of that name in that authority.
pub fn add(conn: &mut Conn, run: &Run) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(goal_runs::table).values(run).execute(conn))
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Run> {
    let found = goal_runs::table.find(id).select(Run::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This run"))
}

/// Every run, the newest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Run>> {
    let mut runs: Vec<Run> = goal_runs::table.select(Run::as_select()).load(conn)?;
    runs.sort_by(|a, b| (b.made_at, &a.name).cmp(&(a.made_at, &b.name)));
    Ok(runs)
}

/// `false` where it had been asked already.
pub fn mark_asked(conn: &mut Conn, id: &str, now: Moment) -> Result<bool> {
    let open = goal_runs::table.find(id).filter(goal_runs::asked_at.is_null());
    Ok(diesel::update(open).set(goal_runs::asked_at.eq(now)).execute(conn)? > 0)
}

pub fn set_framing_reason(conn: &mut Conn, id: &str, reason: &str) -> Result<()> {
    diesel::update(goal_runs::table.find(id)).set(goal_runs::framing_reason.eq(reason)).execute(conn)?;
    Ok(())
}
