//! The rows of rules for a lead's week, of how they were judged, and of what was decided by them. None is ever changed.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::{week_decisions, week_rules, week_verdicts},
};

/// One version of a trial's rule.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = week_rules)]
pub struct RuleRow {
    pub trial_id: String,
    /// From 1; the newest counts.
    pub version: i32,
    /// The key of a figure of the funnel.
    pub measure: String,
    /// `whole` or `step_before`.
    pub share_of: String,
    pub percent: i32,
    pub day: i32,
    /// `adapt` or `stop`.
    pub act: String,
    pub words: String,
    pub decides: String,
    pub said_by: String,
    pub said_at: Moment,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = week_decisions)]
pub struct DecisionRow {
    pub trial_id: String,
    /// From 1; the newest counts.
    pub version: i32,
    /// `adapt`, `stop` or `go_on`.
    pub decided: String,
    pub reason: String,
    pub said_by: String,
    pub said_at: Moment,
}

/// How a trial's rule was judged.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = week_verdicts)]
pub struct VerdictRow {
    pub trial_id: String,
    /// The day at whose end it was.
    pub on_day: NaiveDate,
    /// How many came so far, and of how many.
    pub people: i32,
    pub whole: i32,
    pub judged_at: Moment,
}

/// `false` where that version is there.
pub fn add_rule(conn: &mut Conn, row: &RuleRow) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(week_rules::table).values(row).execute(conn))
}

/// Every version of a trial's rule, the oldest first.
pub fn rules(conn: &mut Conn, trial_id: &str) -> Result<Vec<RuleRow>> {
    let rows = week_rules::table.filter(week_rules::trial_id.eq(trial_id)).order(week_rules::version);
    Ok(rows.select(RuleRow::as_select()).load(conn)?)
}

/// `false` where that version is there.
pub fn add_decision(conn: &mut Conn, row: &DecisionRow) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(week_decisions::table).values(row).execute(conn))
}

/// Every decision of a trial, the oldest first.
pub fn decisions(conn: &mut Conn, trial_id: &str) -> Result<Vec<DecisionRow>> {
    let rows = week_decisions::table.filter(week_decisions::trial_id.eq(trial_id)).order(week_decisions::version);
    Ok(rows.select(DecisionRow::as_select()).load(conn)?)
}

/// `false` where one is there.
pub fn add_verdict(conn: &mut Conn, row: &VerdictRow) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(week_verdicts::table).values(row).execute(conn))
}

/// How a trial's rule was judged, once it was.
pub fn verdict(conn: &mut Conn, trial_id: &str) -> Result<Option<VerdictRow>> {
    Ok(week_verdicts::table.find(trial_id).select(VerdictRow::as_select()).get_result(conn).optional()?)
}
