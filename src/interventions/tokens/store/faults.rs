//! The rows of faults, and of words that came with them. Nothing here says who told, nor at what hour.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
    },
    interventions::tokens::fault::Kind,
    schema::{token_fault_notes, token_faults},
};

/// Something that is wrong with a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Random.
    pub id: String,
    pub placement_id: String,
    pub kind: Kind,
    /// How often it was told while it was open.
    pub told: i32,
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    pub closed: Option<Closed>,
}

/// How a fault ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub on: NaiveDate,
    pub done: String,
    pub by: String,
}

#[derive(diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = token_faults)]
struct Row {
    id: String,
    placement_id: String,
    kind: String,
    told: i32,
    first_on: NaiveDate,
    last_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    done: Option<String>,
    closed_by: Option<String>,
}

impl Row {
    fn read(self) -> Result<Fault> {
        let closed = match (self.closed_on, self.done, self.closed_by) {
            (Some(on), Some(done), Some(by)) => Some(Closed { on, done, by }),
            _ => None,
        };
        let kind = Kind::parse(&self.kind).ok_or_else(|| Error::broken("an unknown fault"))?;
        let Self { id, placement_id, told, first_on, last_on, .. } = self;
        Ok(Fault { id, placement_id, kind, told, first_on, last_on, closed })
    }
}

/// Puts a new one on record.
pub fn add(conn: &mut Conn, id: &str, placement_id: &str, kind: Kind, on: NaiveDate) -> Result<()> {
    let row = Row {
        id: id.to_owned(),
        placement_id: placement_id.to_owned(),
        kind: kind.name().to_owned(),
        told: 1,
        first_on: on,
        last_on: on,
        closed_on: None,
        done: None,
        closed_by: None,
    };
    diesel::insert_into(token_faults::table).values(&row).execute(conn)?;
    Ok(())
}

/// Told once more.
pub fn told_again(conn: &mut Conn, id: &str, on: NaiveDate) -> Result<()> {
    let again = (token_faults::told.eq(token_faults::told + 1), token_faults::last_on.eq(on));
    diesel::update(token_faults::table.find(id)).set(again).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where the placement has none of that id.
pub fn one(conn: &mut Conn, placement_id: &str, id: &str) -> Result<Fault> {
    let row = token_faults::table.find(id).filter(token_faults::placement_id.eq(placement_id)).select(Row::as_select());
    row.get_result(conn).optional()?.ok_or(Error::Missing("This fault"))?.read()
}

/// Those of a placement: the open ones first, then the newest.
pub fn of_placement(conn: &mut Conn, placement_id: &str) -> Result<Vec<Fault>> {
    let rows: Vec<Row> =
        token_faults::table.filter(token_faults::placement_id.eq(placement_id)).select(Row::as_select()).load(conn)?;
    let mut found = rows.into_iter().map(Row::read).collect::<Result<Vec<_>>>()?;
    found.sort_by(|a, b| {
        let key = |fault: &Fault| (fault.closed.is_some(), std::cmp::Reverse(fault.last_on), fault.kind.name());
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    Ok(found)
}

/// Every placement with an open fault.
pub fn with_open(conn: &mut Conn) -> Result<Vec<String>> {
    let open = token_faults::table.filter(token_faults::closed_on.is_null());
    Ok(open.select(token_faults::placement_id).distinct().load(conn)?)
}

pub fn close(conn: &mut Conn, id: &str, closed: &Closed) -> Result<()> {
    let ended = (
        token_faults::closed_on.eq(closed.on),
        token_faults::done.eq(&closed.done),
        token_faults::closed_by.eq(&closed.by),
    );
    diesel::update(token_faults::table.find(id)).set(ended).execute(conn)?;
    Ok(())
}

/// Keeps what somebody wrote.
pub fn add_note(conn: &mut Conn, id: &str, fault_id: &str, came_on: NaiveDate, sealed: &[u8]) -> Result<()> {
    let row = (
        token_fault_notes::id.eq(id),
        token_fault_notes::fault_id.eq(fault_id),
        token_fault_notes::came_on.eq(came_on),
        token_fault_notes::state.eq("to_screen"),
        token_fault_notes::sealed.eq(sealed),
    );
    diesel::insert_into(token_fault_notes::table).values(row).execute(conn)?;
    Ok(())
}

/// Notes of a placement in a state, by their random ids: with the fault's id and the sealed words.
pub fn notes(conn: &mut Conn, placement_id: &str, state: &str) -> Result<Vec<(String, String, Vec<u8>)>> {
    let rows = token_fault_notes::table
        .inner_join(token_faults::table)
        .filter(token_faults::placement_id.eq(placement_id))
        .filter(token_fault_notes::state.eq(state))
        .order(token_fault_notes::id)
        .select((token_fault_notes::id, token_fault_notes::fault_id, token_fault_notes::sealed));
    Ok(rows.load(conn)?)
}

/// Lets a note be read; `false` where it is there no longer.
pub fn keep_note(conn: &mut Conn, id: &str) -> Result<bool> {
    let note = diesel::update(token_fault_notes::table.find(id));
    Ok(note.set(token_fault_notes::state.eq("kept")).execute(conn)? > 0)
}

pub fn remove_note(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::delete(token_fault_notes::table.find(id)).execute(conn)?;
    Ok(())
}
