//! The rows of surveys and of what they ask.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::{survey_instruments, survey_waves},
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = survey_waves)]
pub struct Row {
    pub id: String,
    pub trial_id: String,
    pub name: String,
    pub mode: String,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
    pub reminders: i32,
    pub days_between: i32,
    pub codes: i32,
    pub made_at: Moment,
    pub launched_at: Option<Moment>,
    pub people_asked: Option<i32>,
    pub follow_up: bool,
}

/// `false` where the trial has one of this name.
pub fn add(conn: &mut Conn, row: &Row, instruments: &[String]) -> Result<bool> {
    if !once(conn, |conn| diesel::insert_into(survey_waves::table).values(row).execute(conn))? {
        return Ok(false);
    }
    for (place, instrument) in (0..).zip(instruments) {
        let row = (
            survey_instruments::wave_id.eq(&row.id),
            survey_instruments::place.eq(place),
            survey_instruments::instrument.eq(instrument),
            survey_instruments::asked.eq(""),
        );
        diesel::insert_into(survey_instruments::table).values(row).execute(conn)?;
    }
    Ok(true)
}

pub fn one(conn: &mut Conn, id: &str) -> Result<Option<Row>> {
    Ok(survey_waves::table.find(id).select(Row::as_select()).get_result(conn).optional()?)
}

/// Keeps anybody else from keeping a sheet or a text of it until this transaction ends: an update takes its lock. Read those afterwards.
pub fn hold(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::update(survey_waves::table.find(id)).set(survey_waves::codes.eq(survey_waves::codes)).execute(conn)?;
    Ok(())
}

/// A trial's, in no order.
pub fn of_trial(conn: &mut Conn, trial_id: &str) -> Result<Vec<Row>> {
    Ok(survey_waves::table.filter(survey_waves::trial_id.eq(trial_id)).select(Row::as_select()).load(conn)?)
}

/// Those that were launched, in no order.
pub fn launched(conn: &mut Conn) -> Result<Vec<Row>> {
    Ok(survey_waves::table.filter(survey_waves::launched_at.is_not_null()).select(Row::as_select()).load(conn)?)
}

/// Ids of instruments, and each as it was asked, in their order.
pub fn instruments(conn: &mut Conn, wave_id: &str) -> Result<Vec<(String, String)>> {
    Ok(survey_instruments::table
        .filter(survey_instruments::wave_id.eq(wave_id))
        .order(survey_instruments::place)
        .select((survey_instruments::instrument, survey_instruments::asked))
        .load(conn)?)
}

/// `people` are how many there are to ask, where people are written to. `false` where it was launched before.
pub fn launch(conn: &mut Conn, id: &str, asked: &[String], people: Option<i32>, now: Moment) -> Result<bool> {
    let open = survey_waves::table.find(id).filter(survey_waves::launched_at.is_null());
    let launched = (survey_waves::launched_at.eq(now), survey_waves::people_asked.eq(people));
    if diesel::update(open).set(launched).execute(conn)? == 0 {
        return Ok(false);
    }
    for (place, asked) in (0_i32..).zip(asked) {
        let row = survey_instruments::table.find((id, place));
        diesel::update(row).set(survey_instruments::asked.eq(asked)).execute(conn)?;
    }
    Ok(true)
}

/// So many more codes were handed out; how many it is now.
pub fn more_codes(conn: &mut Conn, id: &str, many: i32) -> Result<i32> {
    let row = survey_waves::table.find(id);
    diesel::update(row).set(survey_waves::codes.eq(survey_waves::codes + many)).execute(conn)?;
    Ok(survey_waves::table.find(id).select(survey_waves::codes).get_result(conn)?)
}
