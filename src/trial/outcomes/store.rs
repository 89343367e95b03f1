//! The rows of extracts, and of what they say under trial ids.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};

use super::extracts::fact::Fact;
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::{outcome_extracts, outcome_facts},
};

/// A file that came in.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = outcome_extracts)]
pub struct Extract {
    pub id: String,
    pub trial_id: String,
    /// How many facts it brought.
    pub facts: i32,
    pub brought_by: String,
    pub brought_at: Moment,
    /// When figures were first told that rest on it.
    pub told_at: Option<Moment>,
}

pub fn add(conn: &mut Conn, extract: &Extract) -> Result<()> {
    diesel::insert_into(outcome_extracts::table).values(extract.clone()).execute(conn)?;
    Ok(())
}

/// `false` where there is one of the same person, kind and first day.
pub fn add_fact(conn: &mut Conn, floor: &Floor, extract: &Extract, called: &str, fact: &Fact) -> Result<bool> {
    let row = (
        outcome_facts::id.eq(fact.id(floor, &extract.trial_id, called)),
        outcome_facts::extract_id.eq(&extract.id),
        outcome_facts::trial_id.eq(&extract.trial_id),
        outcome_facts::called.eq(called),
        outcome_facts::kind.eq(fact.what.kind()),
        outcome_facts::sealed.eq(fact.seal(floor, &extract.trial_id, called)?),
    );
    once(conn, |conn| diesel::insert_into(outcome_facts::table).values(row).execute(conn))
}

/// Extracts, trial ids, and what is sealed under each, in no order.
pub fn of_trial(conn: &mut Conn, trial_id: &str) -> Result<Vec<(String, String, Vec<u8>)>> {
    let facts = outcome_facts::table.filter(outcome_facts::trial_id.eq(trial_id));
    Ok(facts.select((outcome_facts::extract_id, outcome_facts::called, outcome_facts::sealed)).load(conn)?)
}

/// What is sealed under one trial id, in no order.
pub fn of_called(conn: &mut Conn, called: &str) -> Result<Vec<Vec<u8>>> {
    let facts = outcome_facts::table.filter(outcome_facts::called.eq(called));
    Ok(facts.select(outcome_facts::sealed).load(conn)?)
}

/// The extracts of a trial, the newest first.
pub fn extracts(conn: &mut Conn, trial_id: &str) -> Result<Vec<Extract>> {
    let of_trial = outcome_extracts::table.filter(outcome_extracts::trial_id.eq(trial_id));
    let mut found: Vec<Extract> = of_trial.select(Extract::as_select()).load(conn)?;
    found.sort_by(|a, b| (b.brought_at, &b.id).cmp(&(a.brought_at, &a.id)));
    Ok(found)
}

pub fn extract(conn: &mut Conn, trial_id: &str, id: &str) -> Result<Option<Extract>> {
    let found = outcome_extracts::table.find(id).filter(outcome_extracts::trial_id.eq(trial_id));
    Ok(found.select(Extract::as_select()).get_result(conn).optional()?)
}

/// Takes an extract away with all that it brought; how many facts that was.
pub fn remove(conn: &mut Conn, id: &str) -> Result<usize> {
    let gone = diesel::delete(outcome_facts::table.filter(outcome_facts::extract_id.eq(id))).execute(conn)?;
    diesel::delete(outcome_extracts::table.find(id)).execute(conn)?;
    Ok(gone)
}

/// Puts down that figures were told that rest on these extracts.
pub fn mark_told(conn: &mut Conn, extracts: &[String], now: Moment) -> Result<()> {
    let untold = outcome_extracts::table.filter(outcome_extracts::id.eq_any(extracts));
    let untold = untold.filter(outcome_extracts::told_at.is_null());
    diesel::update(untold).set(outcome_extracts::told_at.eq(now)).execute(conn)?;
    Ok(())
}

/// All that hangs on these trial ids.
pub fn erase(conn: &mut Conn, called: &[String]) -> Result<()> {
    diesel::delete(outcome_facts::table.filter(outcome_facts::called.eq_any(called))).execute(conn)?;
    Ok(())
}
