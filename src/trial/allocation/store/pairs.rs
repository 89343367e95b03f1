//! The rows of what holds for two trials, each pair once, in the order of the ids.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, QueryDsl, QueryResult, RunQueryDsl, Selectable, SelectableHelper,
};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::trial_pairs,
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = trial_pairs)]
pub(crate) struct PairRow {
    pub one_id: String,
    pub other_id: String,
    pub rule: String,
    pub why: String,
    pub said_by: String,
    pub said_at: Moment,
}

/// In place of what was said before.
pub(crate) fn put(conn: &mut Conn, row: &PairRow) -> QueryResult<usize> {
    diesel::delete(trial_pairs::table.find((&row.one_id, &row.other_id))).execute(conn)?;
    diesel::insert_into(trial_pairs::table).values(row).execute(conn)
}

pub(crate) fn of_trial(conn: &mut Conn, trial_id: &str) -> QueryResult<Vec<PairRow>> {
    trial_pairs::table
        .filter(trial_pairs::one_id.eq(trial_id).or(trial_pairs::other_id.eq(trial_id)))
        .select(PairRow::as_select())
        .load(conn)
}
