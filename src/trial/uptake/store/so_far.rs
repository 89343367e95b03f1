//! The rows of what came of each person so far.

use diesel::{ExpressionMethods, QueryDsl, QueryResult, RunQueryDsl};

use super::Row;
use crate::{
    floor::db::Conn,
    schema::{uptake_events, uptake_so_far, uptake_uncounted},
};

/// What came of a person, held until the transaction ends; `None` where nothing has.
pub fn hold(conn: &mut Conn, about: &str, person_id: &str) -> QueryResult<Option<Vec<u8>>> {
    macro_rules! row {
        () => {
            uptake_so_far::table
                .filter(uptake_so_far::about.eq(about))
                .filter(uptake_so_far::person_id.eq(person_id))
                .select(uptake_so_far::so_far)
        };
    }
    let mut found: Vec<Vec<u8>> = match conn {
        Conn::Sqlite(sqlite) => row!().load(sqlite)?,
        Conn::Postgres(postgres) => row!().for_update().load(postgres)?,
    };
    Ok(found.pop())
}

/// Puts a first row; `false` where another process has, in the meantime.
pub fn first(conn: &mut Conn, about: &str, person_id: &str, so_far: &[u8]) -> QueryResult<bool> {
    let row =
        (uptake_so_far::about.eq(about), uptake_so_far::person_id.eq(person_id), uptake_so_far::so_far.eq(so_far));
    let add = diesel::insert_into(uptake_so_far::table).values(row).on_conflict_do_nothing();
    let rows = match conn {
        Conn::Sqlite(sqlite) => add.execute(sqlite)?,
        Conn::Postgres(postgres) => add.execute(postgres)?,
    };
    Ok(rows == 1)
}

pub fn put(conn: &mut Conn, about: &str, person_id: &str, so_far: &[u8]) -> QueryResult<usize> {
    let row = uptake_so_far::table.find((about, person_id));
    diesel::update(row).set(uptake_so_far::so_far.eq(so_far)).execute(conn)
}

/// The next rows of a trial after a person, by person.
pub fn after(conn: &mut Conn, about: &str, person_id: &str, most: i64) -> QueryResult<Vec<(String, Vec<u8>)>> {
    uptake_so_far::table
        .filter(uptake_so_far::about.eq(about))
        .filter(uptake_so_far::person_id.gt(person_id))
        .order(uptake_so_far::person_id)
        .limit(most)
        .select((uptake_so_far::person_id, uptake_so_far::so_far))
        .load(conn)
}

pub fn clear(conn: &mut Conn, about: &str) -> QueryResult<usize> {
    diesel::delete(uptake_so_far::table.filter(uptake_so_far::about.eq(about))).execute(conn)
}

/// Everything that anything is on record of.
pub fn abouts(conn: &mut Conn) -> QueryResult<Vec<String>> {
    let all = uptake_events::table.filter(uptake_events::about.ne("")).select(uptake_events::about);
    all.distinct().order(uptake_events::about).load(conn)
}

/// Everyone of whom anything is on record about a trial, by id.
pub fn people(conn: &mut Conn, about: &str) -> QueryResult<Vec<String>> {
    let people = uptake_events::table.filter(uptake_events::about.eq(about)).select(uptake_events::person_id);
    people.distinct().order(uptake_events::person_id).load(conn)
}

/// What is on record of some people about a trial, in no order.
pub fn of_people(conn: &mut Conn, about: &str, people: &[String]) -> QueryResult<Vec<Row>> {
    uptake_events::table
        .filter(uptake_events::about.eq(about))
        .filter(uptake_events::person_id.eq_any(people))
        .select((
            uptake_events::event,
            uptake_events::person_id,
            uptake_events::occasion,
            uptake_events::detail,
            uptake_events::at,
        ))
        .load(conn)
}

/// Whether a trial is still to be counted.
pub fn uncounted(conn: &mut Conn, about: &str) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(uptake_uncounted::table.find(about))).get_result(conn)
}

/// All that are.
pub fn all_uncounted(conn: &mut Conn) -> QueryResult<Vec<String>> {
    uptake_uncounted::table.select(uptake_uncounted::about).order(uptake_uncounted::about).load(conn)
}

/// That it has been.
pub fn counted(conn: &mut Conn, about: &str) -> QueryResult<usize> {
    diesel::delete(uptake_uncounted::table.find(about)).execute(conn)
}
