//! The rows of licences.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    schema::round_licences,
};

/// What allows an authority to hold Rounds under their name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_licences)]
pub struct Licence {
    pub id: String,
    pub authority_id: String,
    pub licensor: String,
    pub reference: String,
    pub from_on: NaiveDate,
    /// The last day on which it holds.
    pub until_on: NaiveDate,
    pub noted_by: String,
    pub noted_at: Moment,
}

pub fn add(conn: &mut Conn, licence: &Licence) -> Result<()> {
    diesel::insert_into(round_licences::table).values(licence).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Licence> {
    let found = round_licences::table.find(id).select(Licence::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This licence"))
}

/// An authority's, the one that holds longest first.
pub fn of_authority(conn: &mut Conn, authority_id: &str) -> Result<Vec<Licence>> {
    let theirs = round_licences::table.filter(round_licences::authority_id.eq(authority_id));
    let mut found: Vec<Licence> = theirs.select(Licence::as_select()).load(conn)?;
    found.sort_by(|a, b| (b.until_on, &a.reference).cmp(&(a.until_on, &b.reference)));
    Ok(found)
}
