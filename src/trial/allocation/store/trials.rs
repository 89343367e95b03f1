//! The rows of trials and their arms.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl, Selectable, SelectableHelper};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::{arms, trials},
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = trials)]
pub(crate) struct TrialRow {
    pub id: String,
    pub name: String,
    /// Those that it names, with '+' between.
    pub intervention: String,
    pub unit: String,
    pub strata: String,
    pub smallest_block: i32,
    pub largest_block: i32,
    pub authorities: String,
    pub roles: String,
    pub made_by: String,
    pub made_at: Moment,
    pub method: String,
    pub method_settings: String,
}

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = arms)]
pub(crate) struct ArmRow {
    pub id: String,
    pub trial_id: String,
    pub name: String,
    pub ratio: i32,
    pub place: i32,
    pub crosses_on: Option<NaiveDate>,
    /// Which of its trial's interventions it gets, with '+' between; '' for none.
    pub gets: String,
}

pub(crate) fn add(conn: &mut Conn, row: &TrialRow) -> QueryResult<usize> {
    diesel::insert_into(trials::table).values(row).execute(conn)
}

pub(crate) fn add_arm(conn: &mut Conn, row: &ArmRow) -> QueryResult<usize> {
    diesel::insert_into(arms::table).values(row).execute(conn)
}

/// Puts the settings of a trial in place of those it had; who made it and when stay.
pub(crate) fn change(conn: &mut Conn, row: &TrialRow) -> QueryResult<usize> {
    let set = (
        trials::name.eq(&row.name),
        trials::unit.eq(&row.unit),
        trials::strata.eq(&row.strata),
        trials::smallest_block.eq(row.smallest_block),
        trials::largest_block.eq(row.largest_block),
        trials::authorities.eq(&row.authorities),
        trials::roles.eq(&row.roles),
        trials::method.eq(&row.method),
        trials::method_settings.eq(&row.method_settings),
    );
    diesel::update(trials::table.find(&row.id)).set(set).execute(conn)
}

pub(crate) fn remove_arms(conn: &mut Conn, trial_id: &str) -> QueryResult<usize> {
    diesel::delete(arms::table.filter(arms::trial_id.eq(trial_id))).execute(conn)
}

pub(crate) fn all(conn: &mut Conn) -> QueryResult<Vec<TrialRow>> {
    trials::table.select(TrialRow::as_select()).load(conn)
}

pub(crate) fn one(conn: &mut Conn, id: &str) -> QueryResult<Option<TrialRow>> {
    trials::table.filter(trials::id.eq(id)).select(TrialRow::as_select()).get_result(conn).optional()
}

/// Writes its row as it is, for which a second hand waits.
pub(crate) fn hold(conn: &mut Conn, id: &str) -> QueryResult<()> {
    diesel::update(trials::table.find(id)).set(trials::name.eq(trials::name)).execute(conn)?;
    Ok(())
}

pub(crate) fn named(conn: &mut Conn, name: &str) -> QueryResult<Option<TrialRow>> {
    trials::table.filter(trials::name.eq(name)).select(TrialRow::as_select()).get_result(conn).optional()
}

/// In the order in which they were entered.
pub(crate) fn arms_of(conn: &mut Conn, trial_id: &str) -> QueryResult<Vec<ArmRow>> {
    arms::table.filter(arms::trial_id.eq(trial_id)).order(arms::place).select(ArmRow::as_select()).load(conn)
}
