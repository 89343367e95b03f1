//! The rows of panels.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        db::{Conn, once},
        error::Result,
    },
    schema::round_panel,
};

/// Somebody who tells a story of theirs. Nothing of the story is kept anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_panel)]
pub struct Panellist {
    pub id: String,
    pub round_id: String,
    pub name: String,
    /// What they do, in a word or two: a panel is of different professions.
    pub profession: String,
    pub email: Option<String>,
}

/// `false` where they are on the panel already.
pub fn add(conn: &mut Conn, panellist: &Panellist) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(round_panel::table).values(panellist).execute(conn))
}

pub fn take_away(conn: &mut Conn, round_id: &str, id: &str) -> Result<()> {
    let theirs = round_panel::table.find(id).filter(round_panel::round_id.eq(round_id));
    diesel::delete(theirs).execute(conn)?;
    Ok(())
}

/// A Round's, by name.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<Panellist>> {
    let theirs = round_panel::table.filter(round_panel::round_id.eq(round_id));
    let mut found: Vec<Panellist> = theirs.select(Panellist::as_select()).load(conn)?;
    found.sort_by_cached_key(|panellist| panellist.name.to_lowercase());
    Ok(found)
}
