//! The rows of trial ids.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        Floor,
        db::{Conn, once},
        error::Result,
    },
    schema::trial_ids,
};

pub fn called(conn: &mut Conn, trial_id: &str, person_id: &str) -> Result<Option<String>> {
    let found = trial_ids::table.find((trial_id, person_id)).select(trial_ids::called);
    Ok(found.get_result(conn).optional()?)
}

/// What they were called before, where they were called something.
pub fn call(conn: &mut Conn, floor: &Floor, trial_id: &str, person_id: &str) -> Result<String> {
    let called = floor.ids.random();
    let row = (trial_ids::trial_id.eq(trial_id), trial_ids::person_id.eq(person_id), trial_ids::called.eq(&called));
    once(conn, |conn| diesel::insert_into(trial_ids::table).values(row).execute(conn))?;
    let found = trial_ids::table.find((trial_id, person_id)).select(trial_ids::called);
    Ok(found.get_result(conn)?)
}

/// Person, and what they are called; in no order.
pub fn all(conn: &mut Conn, trial_id: &str) -> Result<Vec<(String, String)>> {
    let rows = trial_ids::table.filter(trial_ids::trial_id.eq(trial_id));
    Ok(rows.select((trial_ids::person_id, trial_ids::called)).load(conn)?)
}

/// Trial, and what they are called there; in no order.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<(String, String)>> {
    let mine = trial_ids::table.filter(trial_ids::person_id.eq(person_id));
    Ok(mine.select((trial_ids::trial_id, trial_ids::called)).load(conn)?)
}

pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    diesel::delete(trial_ids::table.filter(trial_ids::person_id.eq(person_id))).execute(conn)?;
    Ok(())
}
