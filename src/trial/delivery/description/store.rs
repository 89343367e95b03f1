//! The rows of what researchers wrote of a trial. None is ever changed.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::trial_descriptions as descriptions,
};

/// One version of what stands under a heading.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = descriptions)]
pub struct Row {
    pub trial_id: String,
    pub heading: String,
    /// From 1.
    pub version: i32,
    pub words: String,
    pub written_by: String,
    pub written_at: Moment,
}

/// `false` where that version is there.
pub fn add(conn: &mut Conn, row: &Row) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(descriptions::table).values(row).execute(conn))
}

pub fn newest(conn: &mut Conn, trial_id: &str, heading: &str) -> Result<Option<Row>> {
    let rows =
        descriptions::table.filter(descriptions::trial_id.eq(trial_id)).filter(descriptions::heading.eq(heading));
    let newest = rows.order(descriptions::version.desc()).limit(1).select(Row::as_select());
    Ok(newest.get_result(conn).optional()?)
}
