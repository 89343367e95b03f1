//! The rows of what people answered: sheets under a trial id or a code's hash, and the one box of an anonymous wave.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    floor::{
        db::{Conn, once},
        error::Result,
    },
    schema::{survey_boxes, survey_sheets},
};

/// One sheet, and when it was sent.
pub fn sheet(conn: &mut Conn, wave_id: &str, called: &str) -> Result<Option<(Vec<u8>, Option<NaiveDate>)>> {
    let found = survey_sheets::table.find((wave_id, called));
    Ok(found.select((survey_sheets::sealed, survey_sheets::sent_on)).get_result(conn).optional()?)
}

pub fn put_sheet(conn: &mut Conn, wave_id: &str, called: &str, sealed: &[u8], sent: Option<NaiveDate>) -> Result<()> {
    let known = survey_sheets::table.find((wave_id, called));
    let set = (survey_sheets::sealed.eq(sealed), survey_sheets::sent_on.eq(sent));
    if diesel::update(known).set(set).execute(conn)? == 0 {
        let key = (survey_sheets::wave_id.eq(wave_id), survey_sheets::called.eq(called));
        diesel::insert_into(survey_sheets::table).values((key, set)).execute(conn)?;
    }
    Ok(())
}

/// Those that were sent: what each is called, and the sheet; by what they are called, which is random.
pub fn sent(conn: &mut Conn, wave_id: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let sent = survey_sheets::table.filter(survey_sheets::wave_id.eq(wave_id));
    let sent = sent.filter(survey_sheets::sent_on.is_not_null()).order(survey_sheets::called);
    Ok(sent.select((survey_sheets::called, survey_sheets::sealed)).load(conn)?)
}

/// What those who sent one are called.
pub fn who_sent(conn: &mut Conn, wave_id: &str) -> Result<Vec<String>> {
    let sent = survey_sheets::table.filter(survey_sheets::wave_id.eq(wave_id));
    Ok(sent.filter(survey_sheets::sent_on.is_not_null()).select(survey_sheets::called).load(conn)?)
}

pub fn count_sent(conn: &mut Conn, wave_id: &str) -> Result<i64> {
    let sent = survey_sheets::table.filter(survey_sheets::wave_id.eq(wave_id));
    Ok(sent.filter(survey_sheets::sent_on.is_not_null()).count().get_result(conn)?)
}

/// Takes away what was begun and never sent.
pub fn remove_unsent(conn: &mut Conn, wave_id: &str) -> Result<usize> {
    let unsent = survey_sheets::table.filter(survey_sheets::wave_id.eq(wave_id));
    Ok(diesel::delete(unsent.filter(survey_sheets::sent_on.is_null())).execute(conn)?)
}

/// All that hangs on these trial ids.
pub fn erase(conn: &mut Conn, called: &[String]) -> Result<()> {
    diesel::delete(survey_sheets::table.filter(survey_sheets::called.eq_any(called))).execute(conn)?;
    Ok(())
}

/// An empty box, where there is none.
pub fn start_box(conn: &mut Conn, wave_id: &str, empty: &[u8]) -> Result<()> {
    let row = (survey_boxes::wave_id.eq(wave_id), survey_boxes::sheets.eq(0), survey_boxes::sealed.eq(empty));
    once(conn, |conn| diesel::insert_into(survey_boxes::table).values(row).execute(conn)).map(drop)
}

/// The box, held until the transaction ends: an update takes its lock, so that two hands never put a sheet into the same one.
pub fn hold_box(conn: &mut Conn, wave_id: &str) -> Result<Vec<u8>> {
    diesel::update(survey_boxes::table.find(wave_id)).set(survey_boxes::wave_id.eq(wave_id)).execute(conn)?;
    Ok(survey_boxes::table.find(wave_id).select(survey_boxes::sealed).get_result(conn)?)
}

pub fn put_box(conn: &mut Conn, wave_id: &str, sheets: i32, sealed: &[u8]) -> Result<()> {
    let set = (survey_boxes::sheets.eq(sheets), survey_boxes::sealed.eq(sealed));
    diesel::update(survey_boxes::table.find(wave_id)).set(set).execute(conn)?;
    Ok(())
}

/// How many sheets are in the box, and the box.
pub fn open_box(conn: &mut Conn, wave_id: &str) -> Result<Option<(i32, Vec<u8>)>> {
    let found = survey_boxes::table.find(wave_id).select((survey_boxes::sheets, survey_boxes::sealed));
    Ok(found.get_result(conn).optional()?)
}
