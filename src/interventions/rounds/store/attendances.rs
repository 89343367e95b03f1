//! The rows of who came.

use std::collections::BTreeMap;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::{round_attendances, round_unnamed},
};

/// Whether somebody is down as having come, and how often that was put on record; `None` where nobody said.
pub fn one(conn: &mut Conn, round_id: &str, person_id: &str) -> Result<Option<(bool, i32)>> {
    let known = round_attendances::table.find((round_id, person_id));
    let found = known.select((round_attendances::came, round_attendances::times)).get_result(conn);
    Ok(found.optional()?)
}

/// Keeps what was said last. `by` is `coordinator` or `person`.
pub fn put(
    conn: &mut Conn,
    (round_id, person_id): (&str, &str),
    came: bool,
    times: i32,
    by: &str,
    now: Moment,
) -> Result<()> {
    let said = (
        round_attendances::came.eq(came),
        round_attendances::times.eq(times),
        round_attendances::said_by.eq(by),
        round_attendances::said_at.eq(now),
    );
    let row = (round_attendances::round_id.eq(round_id), round_attendances::person_id.eq(person_id), said);
    if !once(conn, |conn| diesel::insert_into(round_attendances::table).values(row).execute(conn))? {
        diesel::update(round_attendances::table.find((round_id, person_id))).set(said).execute(conn)?;
    }
    Ok(())
}

/// Those who came, in no order.
pub fn came(conn: &mut Conn, round_id: &str) -> Result<Vec<String>> {
    let theirs = round_attendances::table
        .filter(round_attendances::round_id.eq(round_id))
        .filter(round_attendances::came.eq(true));
    Ok(theirs.select(round_attendances::person_id).load(conn)?)
}

/// Everybody of whom something was said, in no order.
pub fn all(conn: &mut Conn, round_id: &str) -> Result<Vec<String>> {
    let theirs = round_attendances::table.filter(round_attendances::round_id.eq(round_id));
    Ok(theirs.select(round_attendances::person_id).load(conn)?)
}

/// How many came unnamed, by the name of their role.
pub fn unnamed(conn: &mut Conn, round_id: &str) -> Result<BTreeMap<String, usize>> {
    let rows: Vec<(String, i32)> = round_unnamed::table
        .filter(round_unnamed::round_id.eq(round_id))
        .select((round_unnamed::staff_role, round_unnamed::people))
        .load(conn)?;
    let count = |(role, people): (String, i32)| Ok((role, usize::try_from(people).map_err(Error::broken)?));
    rows.into_iter().map(count).collect()
}

/// Sets how many of one role came unnamed.
pub fn put_unnamed(conn: &mut Conn, round_id: &str, role: &str, people: i32) -> Result<()> {
    let row =
        (round_unnamed::round_id.eq(round_id), round_unnamed::staff_role.eq(role), round_unnamed::people.eq(people));
    if !once(conn, |conn| diesel::insert_into(round_unnamed::table).values(row).execute(conn))? {
        let known = round_unnamed::table.find((round_id, role));
        diesel::update(known).set(round_unnamed::people.eq(people)).execute(conn)?;
    }
    Ok(())
}
