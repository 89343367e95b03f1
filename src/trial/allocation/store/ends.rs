//! The rows of trials that have ended.

use diesel::{OptionalExtension, QueryDsl, QueryResult, RunQueryDsl, Selectable, SelectableHelper};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::trial_ends,
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = trial_ends)]
pub(crate) struct EndRow {
    pub trial_id: String,
    pub ended_by: String,
    pub ended_at: Moment,
    pub reason: String,
}

pub(crate) fn add(conn: &mut Conn, row: &EndRow) -> QueryResult<usize> {
    diesel::insert_into(trial_ends::table).values(row).execute(conn)
}

pub(crate) fn of_trial(conn: &mut Conn, trial_id: &str) -> QueryResult<Option<EndRow>> {
    trial_ends::table.find(trial_id).select(EndRow::as_select()).get_result(conn).optional()
}
