//! The rows of rooms.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::round_rooms,
};

/// A room in which Rounds are held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_rooms)]
pub struct Room {
    pub id: String,
    pub authority_id: String,
    pub name: String,
    /// How to find it; it stands in diaries.
    pub directions: String,
    pub capacity: i32,
}

impl Room {
    /// As a diary names the place.
    #[must_use]
    pub fn place(&self) -> String {
        if self.directions.is_empty() { self.name.clone() } else { format!("{}, {}", self.name, self.directions) }
    }
}

/// `false` where the authority has a room of that name.
pub fn add(conn: &mut Conn, room: &Room) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(round_rooms::table).values(room).execute(conn))
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Room> {
    let found = round_rooms::table.find(id).select(Room::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This room"))
}

/// An authority's, by name.
pub fn of_authority(conn: &mut Conn, authority_id: &str) -> Result<Vec<Room>> {
    let theirs = round_rooms::table.filter(round_rooms::authority_id.eq(authority_id));
    let mut found: Vec<Room> = theirs.select(Room::as_select()).load(conn)?;
    found.sort_by_cached_key(|room| room.name.to_lowercase());
    Ok(found)
}
