//! The rows of who may see a trial's arms, and who did.

use diesel::{ExpressionMethods, QueryDsl, QueryResult, RunQueryDsl, Selectable, SelectableHelper};

use crate::{
    floor::{clock::Moment, db::Conn},
    schema::{reveals, sights},
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = sights)]
pub(crate) struct SightRow {
    pub trial_id: String,
    pub account_id: String,
    pub given_by: String,
    pub given_at: Moment,
}

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = reveals)]
pub(crate) struct RevealRow {
    pub id: String,
    pub list_id: String,
    pub account_id: String,
    pub reason: String,
    pub revealed_at: Moment,
}

pub(crate) fn give(conn: &mut Conn, row: &SightRow) -> QueryResult<usize> {
    diesel::insert_into(sights::table).values(row).execute(conn)
}

pub(crate) fn of_trial(conn: &mut Conn, trial_id: &str) -> QueryResult<Vec<SightRow>> {
    sights::table.filter(sights::trial_id.eq(trial_id)).select(SightRow::as_select()).load(conn)
}

pub(crate) fn has(conn: &mut Conn, trial_id: &str, account_id: &str) -> QueryResult<bool> {
    let theirs = sights::table.filter(sights::trial_id.eq(trial_id)).filter(sights::account_id.eq(account_id));
    Ok(theirs.count().get_result::<i64>(conn)? > 0)
}

pub(crate) fn add_reveal(conn: &mut Conn, row: &RevealRow) -> QueryResult<usize> {
    diesel::insert_into(reveals::table).values(row).execute(conn)
}

pub(crate) fn reveals_of(conn: &mut Conn, list_id: &str) -> QueryResult<Vec<RevealRow>> {
    let mut rows: Vec<RevealRow> =
        reveals::table.filter(reveals::list_id.eq(list_id)).select(RevealRow::as_select()).load(conn)?;
    rows.sort_by(|a, b| (a.revealed_at, &a.id).cmp(&(b.revealed_at, &b.id)));
    Ok(rows)
}
