//! The rows of rounds.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::letter_rounds as rounds,
};

/// One set of letters for one authority, from asking for lines to the post.
#[derive(Debug, Clone, Serialize, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = rounds)]
pub struct Round {
    pub id: String,
    pub trial_id: String,
    pub authority_id: String,
    pub name: String,
    /// Paragraphs, parted by an empty line.
    pub opening: String,
    /// Paragraphs, parted by an empty line.
    pub closing: String,
    pub sign_off: String,
    /// The senior leader, a person on the roster.
    pub signatory_id: String,
    pub signatory_title: String,
    pub lines_due_on: NaiveDate,
    pub post_on: NaiveDate,
    /// The account that set it up.
    pub made_by: String,
    pub made_at: Moment,
    pub asked_at: Option<Moment>,
    /// When letters were first composed. From then on, lines that were given stand.
    pub composed_at: Option<Moment>,
    /// Who may sign for the leader, a person on the roster.
    pub deputy_id: Option<String>,
    /// Who prints and posts its letters, as `carrier.rs` names them.
    pub carrier: String,
    /// The ways round missing lines that the round agreed on, as `Ways` reads them.
    pub fallbacks: String,
}

/// Adds a round; `false` when this trial and authority have one of that name.
pub fn add(conn: &mut Conn, round: &Round) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(rounds::table).values(round).execute(conn))
}

/// # Errors
/// `Missing`, where there is no such round.
pub fn one(conn: &mut Conn, id: &str) -> Result<Round> {
    let found = rounds::table.find(id).select(Round::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This round"))
}

/// Every round, newest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Round>> {
    let mut found: Vec<Round> = rounds::table.select(Round::as_select()).load(conn)?;
    found.sort_by(|a, b| (b.made_at, &a.name).cmp(&(a.made_at, &b.name)));
    Ok(found)
}

/// The round, held until the transaction ends, so that lines cannot change while letters are composed from them.
pub fn hold(conn: &mut Conn, id: &str) -> Result<Round> {
    diesel::update(rounds::table.find(id)).set(rounds::name.eq(rounds::name)).execute(conn)?;
    one(conn, id)
}

/// Marks a round as asked; `false` when it was already.
pub fn mark_asked(conn: &mut Conn, id: &str, now: Moment) -> Result<bool> {
    let unasked = rounds::table.find(id).filter(rounds::asked_at.is_null());
    Ok(diesel::update(unasked).set(rounds::asked_at.eq(now)).execute(conn)? == 1)
}

/// Says who may sign for the leader, if anybody.
pub fn set_deputy(conn: &mut Conn, id: &str, deputy_id: Option<&str>) -> Result<()> {
    diesel::update(rounds::table.find(id)).set(rounds::deputy_id.eq(deputy_id)).execute(conn)?;
    Ok(())
}

/// Sets the day by which lines are due.
pub fn move_deadline(conn: &mut Conn, id: &str, on: NaiveDate) -> Result<()> {
    diesel::update(rounds::table.find(id)).set(rounds::lines_due_on.eq(on)).execute(conn)?;
    Ok(())
}

/// Marks a round as composed, at the first press; later ones leave the moment as it is.
pub fn mark_composed(conn: &mut Conn, id: &str, now: Moment) -> Result<()> {
    let fresh = rounds::table.find(id).filter(rounds::composed_at.is_null());
    diesel::update(fresh).set(rounds::composed_at.eq(now)).execute(conn)?;
    Ok(())
}
