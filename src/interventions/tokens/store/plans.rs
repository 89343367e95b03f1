//! The rows of plans.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::token_plans,
};

/// For whom tokens are meant to stand, and for how long: one trial in one authority.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = token_plans)]
pub struct Plan {
    pub id: String,
    pub trial_id: String,
    pub authority_id: String,
    /// Buildings with fewer people get none.
    pub least_people: i32,
    pub from_on: NaiveDate,
    /// The last day.
    pub until_on: NaiveDate,
    pub made_by: String,
    pub made_at: Moment,
}

impl Plan {
    /// Every day of it, the last among them.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let until = self.until_on;
        self.from_on.iter_days().take_while(move |day| *day <= until)
    }
}

/// `false` where the trial has one in the authority.
pub fn add(conn: &mut Conn, plan: &Plan) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(token_plans::table).values(plan).execute(conn))
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Plan> {
    let found = token_plans::table.find(id).select(Plan::as_select()).get_result(conn).optional()?;
    found.ok_or(Error::Missing("This plan"))
}

/// Every plan, the newest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Plan>> {
    let mut found: Vec<Plan> = token_plans::table.select(Plan::as_select()).load(conn)?;
    found.sort_by(|a, b| (b.made_at, &a.authority_id).cmp(&(a.made_at, &b.authority_id)));
    Ok(found)
}

/// Keeps anybody else from placing by it until this transaction ends.
pub fn hold(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::update(token_plans::table.find(id))
        .set(token_plans::least_people.eq(token_plans::least_people))
        .execute(conn)?;
    Ok(())
}
