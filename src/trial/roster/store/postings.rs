//! The rows of postings: who worked where, under whom, from a day until the day of the next.

use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, QueryDsl, QueryResult,
    RunQueryDsl, Selectable, SelectableHelper,
};

use serde::{Deserialize, Serialize};

use crate::{
    floor::db::Conn,
    schema::{postings, sites, teams},
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = postings)]
pub(crate) struct PostingRow {
    pub id: String,
    pub person_id: String,
    pub role: String,
    pub team_id: Option<String>,
    pub site_id: Option<String>,
    pub manager_id: Option<String>,
    pub from_on: NaiveDate,
    pub until_on: Option<NaiveDate>,
}

/// A posting beside the names of its team and site.
pub(crate) type Placed = (PostingRow, Option<String>, Option<String>);

/// A query for [`Placed`] rows under one condition.
macro_rules! placed {
    ($conn:expr, $which:expr) => {
        postings::table
            .left_join(teams::table)
            .left_join(sites::table)
            .filter($which)
            .select((PostingRow::as_select(), teams::name.nullable(), sites::name.nullable()))
            .load($conn)
    };
}

/// Where everyone is now.
pub(crate) fn current(conn: &mut Conn) -> QueryResult<Vec<Placed>> {
    placed!(conn, postings::until_on.is_null())
}

/// Everybody's that did not end by a day, in no order.
pub(crate) fn since(conn: &mut Conn, day: NaiveDate) -> QueryResult<Vec<Placed>> {
    placed!(conn, postings::until_on.is_null().or(postings::until_on.gt(day)))
}

/// Every posting of one person, in no order.
pub(crate) fn of_person(conn: &mut Conn, person_id: &str) -> QueryResult<Vec<Placed>> {
    placed!(conn, postings::person_id.eq(person_id))
}

/// The ids of those who have this manager now.
pub(crate) fn managed_by(conn: &mut Conn, manager_id: &str) -> QueryResult<Vec<String>> {
    postings::table
        .filter(postings::manager_id.eq(manager_id))
        .filter(postings::until_on.is_null())
        .select(postings::person_id)
        .load(conn)
}

/// The id of somebody's manager now.
pub(crate) fn manager_of(conn: &mut Conn, person_id: &str) -> QueryResult<Option<String>> {
    let theirs = postings::table.filter(postings::person_id.eq(person_id)).filter(postings::until_on.is_null());
    let found: Option<Option<String>> = theirs.select(postings::manager_id).get_result(conn).optional()?;
    Ok(found.flatten())
}

pub(crate) fn add(conn: &mut Conn, row: &PostingRow) -> QueryResult<usize> {
    diesel::insert_into(postings::table).values(row).execute(conn)
}

/// Ends whatever posting a person has, on the day from which the next one counts. One of that very day goes.
pub(crate) fn end(conn: &mut Conn, person_id: &str, on: NaiveDate) -> QueryResult<()> {
    let current = || postings::table.filter(postings::person_id.eq(person_id)).filter(postings::until_on.is_null());
    diesel::delete(current().filter(postings::from_on.eq(on))).execute(conn)?;
    diesel::update(current()).set(postings::until_on.eq(on)).execute(conn)?;
    Ok(())
}

/// Puts these in place of all that a person has.
pub(crate) fn replace(conn: &mut Conn, person_id: &str, rows: &[PostingRow]) -> QueryResult<()> {
    diesel::delete(postings::table.filter(postings::person_id.eq(person_id))).execute(conn)?;
    for row in rows {
        add(conn, row)?;
    }
    Ok(())
}

/// Everybody who works or worked for somebody, with whom for.
pub(crate) fn managed(conn: &mut Conn) -> QueryResult<Vec<(String, Option<String>)>> {
    postings::table
        .filter(postings::manager_id.is_not_null())
        .select((postings::person_id, postings::manager_id))
        .load(conn)
}

/// The teams and sites that any posting names.
pub(crate) fn places(conn: &mut Conn) -> QueryResult<Vec<(Option<String>, Option<String>)>> {
    postings::table.select((postings::team_id, postings::site_id)).distinct().load(conn)
}

/// All that a person has, in no order.
pub(crate) fn rows_of(conn: &mut Conn, person_id: &str) -> QueryResult<Vec<PostingRow>> {
    postings::table.filter(postings::person_id.eq(person_id)).select(PostingRow::as_select()).load(conn)
}
