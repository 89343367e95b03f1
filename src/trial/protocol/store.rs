//! The rows of what researchers answer of a trial. None is ever changed.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::trial_answers,
};

/// One version of one answer.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = trial_answers)]
pub struct Row {
    pub trial_id: String,
    pub question: String,
    /// From 1; the newest counts.
    pub version: i32,
    /// JSON, as its question writes it.
    pub answer: String,
    /// '' where none was needed.
    pub reason: String,
    pub said_by: String,
    pub said_at: Moment,
}

/// `false` where that version is there.
pub fn add(conn: &mut Conn, row: &Row) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(trial_answers::table).values(row).execute(conn))
}

/// Every version of an answer, the oldest first.
pub fn of_question(conn: &mut Conn, trial_id: &str, question: &str) -> Result<Vec<Row>> {
    let rows = trial_answers::table.filter(trial_answers::trial_id.eq(trial_id));
    let rows = rows.filter(trial_answers::question.eq(question)).order(trial_answers::version);
    Ok(rows.select(Row::as_select()).load(conn)?)
}
