//! The rows of what follows a Round: who talked it over when, and who looks in on somebody.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde::Serialize;

use crate::{
    floor::{
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::{round_debriefs, round_follow_ups},
};

/// Somebody looks in on somebody. On whom, and why, is never kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = round_follow_ups)]
pub struct FollowUp {
    pub id: String,
    pub round_id: String,
    /// Who does it.
    pub who: String,
    pub due_on: NaiveDate,
    /// When they said that it was done.
    pub done_on: Option<NaiveDate>,
}

pub fn add(conn: &mut Conn, follow_up: &FollowUp) -> Result<()> {
    diesel::insert_into(round_follow_ups::table).values(follow_up).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where this Round has none of this id.
pub fn one(conn: &mut Conn, round_id: &str, id: &str) -> Result<FollowUp> {
    let found = round_follow_ups::table.find(id).select(FollowUp::as_select()).get_result(conn).optional()?;
    found.filter(|found: &FollowUp| found.round_id == round_id).ok_or(Error::Missing("This follow-up"))
}

pub fn done(conn: &mut Conn, id: &str, on: NaiveDate) -> Result<()> {
    diesel::update(round_follow_ups::table.find(id)).set(round_follow_ups::done_on.eq(on)).execute(conn)?;
    Ok(())
}

/// A Round's, the soonest due first.
pub fn of_round(conn: &mut Conn, round_id: &str) -> Result<Vec<FollowUp>> {
    let theirs = round_follow_ups::table.filter(round_follow_ups::round_id.eq(round_id));
    let mut found: Vec<FollowUp> = theirs.select(FollowUp::as_select()).load(conn)?;
    found.sort_by(|a, b| (a.due_on, a.who.to_lowercase(), &a.id).cmp(&(b.due_on, b.who.to_lowercase(), &b.id)));
    Ok(found)
}

/// The day on which the `panel` or the `steering` group talked it over.
pub fn debrief(conn: &mut Conn, round_id: &str, whose: &str) -> Result<Option<NaiveDate>> {
    let known = round_debriefs::table.find((round_id, whose)).select(round_debriefs::held_on);
    Ok(known.get_result(conn).optional()?)
}

/// Sets that day, or takes it back.
pub fn put_debrief(conn: &mut Conn, round_id: &str, whose: &str, on: Option<NaiveDate>) -> Result<()> {
    let known = round_debriefs::table.find((round_id, whose));
    let Some(on) = on else {
        diesel::delete(known).execute(conn)?;
        return Ok(());
    };
    let row = (round_debriefs::round_id.eq(round_id), round_debriefs::whose.eq(whose), round_debriefs::held_on.eq(on));
    if !once(conn, |conn| diesel::insert_into(round_debriefs::table).values(row).execute(conn))? {
        diesel::update(known).set(round_debriefs::held_on.eq(on)).execute(conn)?;
    }
    Ok(())
}
