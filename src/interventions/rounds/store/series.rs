//! The rows of series.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::round_series,
};

/// A year of Rounds in one authority.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_series)]
pub struct Series {
    pub id: String,
    pub trial_id: String,
    pub authority_id: String,
    pub name: String,
    /// What its Rounds are called in all that people read.
    pub called: String,
    /// `None` under a neutral name.
    pub licence_id: Option<String>,
    /// Whether a place is tied to a colleague who covers: `none`, `welcome` or `needed`.
    pub cover: String,
    /// How long somebody who waited has to take a place.
    pub offer_hours: i32,
    pub made_by: String,
    pub made_at: Moment,
}

/// `false` where the authority has a series of that name.
pub fn add(conn: &mut Conn, series: &Series) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(round_series::table).values(series).execute(conn))
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Series> {
    let found = round_series::table.find(id).select(Series::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This series"))
}

/// Every series, the newest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Series>> {
    let mut found: Vec<Series> = round_series::table.select(Series::as_select()).load(conn)?;
    found.sort_by(|a, b| (b.made_at, &a.name).cmp(&(a.made_at, &b.name)));
    Ok(found)
}

/// Which licence its Rounds are held under.
pub fn set_licence(conn: &mut Conn, id: &str, licence_id: &str) -> Result<()> {
    diesel::update(round_series::table.find(id)).set(round_series::licence_id.eq(licence_id)).execute(conn)?;
    Ok(())
}
