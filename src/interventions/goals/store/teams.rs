//! The rows of teams: what was seen to happen in each before it went live.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    schema::goal_teams,
};

/// A team in a run, by its manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = goal_teams)]
pub struct Team {
    pub run_id: String,
    pub manager_id: String,
    /// When somebody had told the manager what this is.
    pub briefed_at: Option<Moment>,
    /// When it had been said in a team meeting.
    pub said_at: Option<Moment>,
    pub live_at: Option<Moment>,
    pub live_by: Option<String>,
    /// Why it went live without all that is asked for.
    pub live_reason: Option<String>,
    /// The group that its figures are told of.
    pub figures_of: Option<String>,
}

pub fn add(conn: &mut Conn, run_id: &str, manager_id: &str, figures_of: Option<String>) -> Result<()> {
    let (run_id, manager_id) = (run_id.to_owned(), manager_id.to_owned());
    let [briefed_at, said_at, live_at] = [None; 3];
    let team = Team { run_id, manager_id, briefed_at, said_at, live_at, live_by: None, live_reason: None, figures_of };
    diesel::insert_into(goal_teams::table).values(&team).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where the run has no such team.
pub fn one(conn: &mut Conn, run_id: &str, manager_id: &str) -> Result<Team> {
    let found = goal_teams::table.find((run_id, manager_id)).select(Team::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This team"))
}

/// Every team of a run, in no order.
pub fn of_run(conn: &mut Conn, run_id: &str) -> Result<Vec<Team>> {
    Ok(goal_teams::table.filter(goal_teams::run_id.eq(run_id)).select(Team::as_select()).load(conn)?)
}

/// The runs in which somebody has a team.
pub fn of_manager(conn: &mut Conn, manager_id: &str) -> Result<Vec<Team>> {
    Ok(goal_teams::table.filter(goal_teams::manager_id.eq(manager_id)).select(Team::as_select()).load(conn)?)
}

/// Puts down the day on which the manager was briefed; the first that is told is kept.
pub fn mark_briefed(conn: &mut Conn, run_id: &str, manager_id: &str, now: Moment) -> Result<()> {
    let open = goal_teams::table.find((run_id, manager_id)).filter(goal_teams::briefed_at.is_null());
    diesel::update(open).set(goal_teams::briefed_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Puts down when it was said in a team meeting; the first that is told is kept.
pub fn mark_said(conn: &mut Conn, run_id: &str, manager_id: &str, now: Moment) -> Result<()> {
    let open = goal_teams::table.find((run_id, manager_id)).filter(goal_teams::said_at.is_null());
    diesel::update(open).set(goal_teams::said_at.eq(now)).execute(conn)?;
    Ok(())
}

/// `false` where the team was live already.
pub fn mark_live(
    conn: &mut Conn,
    run_id: &str,
    manager_id: &str,
    by: &str,
    reason: Option<&str>,
    now: Moment,
) -> Result<bool> {
    let open = goal_teams::table.find((run_id, manager_id)).filter(goal_teams::live_at.is_null());
    let live = (goal_teams::live_at.eq(now), goal_teams::live_by.eq(by), goal_teams::live_reason.eq(reason));
    Ok(diesel::update(open).set(live).execute(conn)? > 0)
}
