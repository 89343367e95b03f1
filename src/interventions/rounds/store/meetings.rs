//! The rows of meetings, and of those who are asked to come.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    schema::{round_guests, round_meetings},
};

/// A meeting of those who lead.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_meetings)]
pub struct Meeting {
    pub id: String,
    pub series_id: String,
    /// The Round that it prepares; `None` for the steering group's own.
    pub round_id: Option<String>,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub place: String,
    pub called_off: bool,
    pub made_by: String,
    pub made_at: Moment,
}

/// Somebody who is asked to come.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_guests)]
pub struct Guest {
    /// The UID of their diary entry for life.
    pub id: String,
    pub meeting_id: String,
    pub name: String,
    pub email: String,
    pub sequence: i32,
    /// `accepted`, `declined` or `tentative`.
    pub said: Option<String>,
    pub changed_at: Moment,
    pub answered_at: Option<Moment>,
}

pub fn add(conn: &mut Conn, meeting: &Meeting, guests: &[Guest]) -> Result<()> {
    diesel::insert_into(round_meetings::table).values(meeting).execute(conn)?;
    for guest in guests {
        diesel::insert_into(round_guests::table).values(guest).execute(conn)?;
    }
    Ok(())
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Meeting> {
    let found = round_meetings::table.find(id).select(Meeting::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This meeting"))
}

/// A series', by date.
pub fn of_series(conn: &mut Conn, series_id: &str) -> Result<Vec<Meeting>> {
    let theirs = round_meetings::table.filter(round_meetings::series_id.eq(series_id));
    let mut found: Vec<Meeting> = theirs.select(Meeting::as_select()).load(conn)?;
    found.sort_by(|a, b| (a.starts_at, &a.id).cmp(&(b.starts_at, &b.id)));
    Ok(found)
}

/// Calls it off; `false` where it was already.
pub fn call_off(conn: &mut Conn, id: &str, now: Moment) -> Result<bool> {
    let open = round_meetings::table.find(id).filter(round_meetings::called_off.eq(false));
    if diesel::update(open).set(round_meetings::called_off.eq(true)).execute(conn)? == 0 {
        return Ok(false);
    }
    diesel::update(round_guests::table.filter(round_guests::meeting_id.eq(id)))
        .set((round_guests::sequence.eq(round_guests::sequence + 1), round_guests::changed_at.eq(now)))
        .execute(conn)?;
    Ok(true)
}

/// Who is asked to one, by name.
pub fn guests(conn: &mut Conn, meeting_id: &str) -> Result<Vec<Guest>> {
    let theirs = round_guests::table.filter(round_guests::meeting_id.eq(meeting_id));
    let mut found: Vec<Guest> = theirs.select(Guest::as_select()).load(conn)?;
    found.sort_by_cached_key(|guest| guest.name.to_lowercase());
    Ok(found)
}

pub fn guest(conn: &mut Conn, id: &str) -> Result<Option<Guest>> {
    Ok(round_guests::table.find(id).select(Guest::as_select()).get_result(conn).optional()?)
}

/// What their diary said.
pub fn put_answer(conn: &mut Conn, id: &str, said: &str, at: Moment) -> Result<()> {
    diesel::update(round_guests::table.find(id))
        .set((round_guests::said.eq(Some(said)), round_guests::answered_at.eq(Some(at))))
        .execute(conn)?;
    Ok(())
}
