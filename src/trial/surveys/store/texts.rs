//! The rows of what people wrote in words of their own. Whenever one comes, those of its wave are taken out and put back in the
//! order of their random ids, so that where a row lies says nothing of when it came.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};

use super::waves;
use crate::{
    floor::{db::Conn, error::Result},
    schema::survey_texts,
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = survey_texts)]
pub struct Row {
    pub id: String,
    pub wave_id: String,
    pub item: String,
    /// `to_screen` or `kept`.
    pub state: String,
    pub sealed: Vec<u8>,
}

/// Adds texts of one wave among the others.
pub fn add(conn: &mut Conn, wave_id: &str, new: Vec<Row>) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    // Whoever puts them back unheld loses what another hand added in between.
    waves::hold(conn, wave_id)?;
    let mut rows = of_wave(conn, wave_id)?;
    rows.extend(new);
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    diesel::delete(survey_texts::table.filter(survey_texts::wave_id.eq(wave_id))).execute(conn)?;
    for row in rows {
        diesel::insert_into(survey_texts::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// A wave's, by their random ids.
pub fn of_wave(conn: &mut Conn, wave_id: &str) -> Result<Vec<Row>> {
    let theirs = survey_texts::table.filter(survey_texts::wave_id.eq(wave_id)).order(survey_texts::id);
    Ok(theirs.select(Row::as_select()).load(conn)?)
}

/// Keeps one to be read, in these words; whether the wave has it.
pub fn keep(conn: &mut Conn, wave_id: &str, id: &str, sealed: &[u8]) -> Result<bool> {
    waves::hold(conn, wave_id)?;
    let known = survey_texts::table.find(id).filter(survey_texts::wave_id.eq(wave_id));
    let set = (survey_texts::state.eq("kept"), survey_texts::sealed.eq(sealed));
    Ok(diesel::update(known).set(set).execute(conn)? > 0)
}

/// Takes one away for good. That it is gone already is no matter.
pub fn remove(conn: &mut Conn, wave_id: &str, id: &str) -> Result<()> {
    waves::hold(conn, wave_id)?;
    diesel::delete(survey_texts::table.find(id).filter(survey_texts::wave_id.eq(wave_id))).execute(conn)?;
    Ok(())
}
