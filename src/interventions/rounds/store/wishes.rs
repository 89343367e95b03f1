//! The rows of what people said about sharing a room with their own line. Only booking reads them.

use std::collections::BTreeSet;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::round_wishes,
};

/// Those of `people` who would rather be apart from their own line.
pub fn apart_among(conn: &mut Conn, people: &[&str]) -> Result<BTreeSet<String>> {
    let apart = round_wishes::table
        .filter(round_wishes::apart_from_own_line.eq(true))
        .filter(round_wishes::person_id.eq_any(people));
    let found: Vec<String> = apart.select(round_wishes::person_id).load(conn)?;
    Ok(found.into_iter().collect())
}

/// What one person said: `false` until they say something.
pub fn apart(conn: &mut Conn, person_id: &str) -> Result<bool> {
    let found = round_wishes::table.find(person_id).select(round_wishes::apart_from_own_line);
    Ok(found.get_result(conn).optional()?.unwrap_or(false))
}

pub fn put(conn: &mut Conn, person_id: &str, apart: bool, now: Moment) -> Result<()> {
    let row = (
        round_wishes::person_id.eq(person_id),
        round_wishes::apart_from_own_line.eq(apart),
        round_wishes::said_at.eq(now),
    );
    if !once(conn, |conn| diesel::insert_into(round_wishes::table).values(row).execute(conn))? {
        let set = (round_wishes::apart_from_own_line.eq(apart), round_wishes::said_at.eq(now));
        diesel::update(round_wishes::table.find(person_id)).set(set).execute(conn)?;
    }
    Ok(())
}

pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    diesel::delete(round_wishes::table.find(person_id)).execute(conn)?;
    Ok(())
}
