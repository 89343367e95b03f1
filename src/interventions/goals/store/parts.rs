//! The rows of what somebody does in a week, and of their first step.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::{first_steps, goal_parts},
};

/// A week's part as it was begun. The words are sealed.
#[derive(Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable, diesel::AsChangeset)]
#[diesel(table_name = goal_parts, treat_none_as_null = true)]
pub struct Part {
    pub time_id: String,
    pub week: i32,
    pub minutes: i32,
    pub words: Option<Vec<u8>>,
    pub started_at: Moment,
    pub finished_at: Option<Moment>,
}

/// What somebody wrote stays out of logs.
impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Part({}, week {})", self.time_id, self.week)
    }
}

/// `false` where the week was begun already.
pub fn add(conn: &mut Conn, part: &Part) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(goal_parts::table).values(part).execute(conn))
}

pub fn put(conn: &mut Conn, part: &Part) -> Result<()> {
    diesel::update(goal_parts::table.find((&part.time_id, part.week))).set(part).execute(conn)?;
    Ok(())
}

pub fn one(conn: &mut Conn, time_id: &str, week: i32) -> Result<Option<Part>> {
    Ok(goal_parts::table.find((time_id, week)).select(Part::as_select()).get_result(conn).optional()?)
}

/// The weeks that somebody has begun, in order.
pub fn of_time(conn: &mut Conn, time_id: &str) -> Result<Vec<Part>> {
    Ok(goal_parts::table
        .filter(goal_parts::time_id.eq(time_id))
        .order(goal_parts::week)
        .select(Part::as_select())
        .load(conn)?)
}

/// All that was written in a run goes, of one person.
pub fn erase_words(conn: &mut Conn, time_id: &str) -> Result<()> {
    diesel::update(goal_parts::table.filter(goal_parts::time_id.eq(time_id)))
        .set(goal_parts::words.eq(None::<Vec<u8>>))
        .execute(conn)?;
    Ok(())
}

/// `false` where a first step was taken before.
pub fn take_first_step(conn: &mut Conn, time_id: &str, step: &str, now: Moment) -> Result<bool> {
    once(conn, |conn| {
        diesel::insert_into(first_steps::table)
            .values((first_steps::time_id.eq(time_id), first_steps::step.eq(step), first_steps::taken_at.eq(now)))
            .execute(conn)
    })
}

/// The key of the first step that somebody took.
pub fn first_step(conn: &mut Conn, time_id: &str) -> Result<Option<String>> {
    Ok(first_steps::table.find(time_id).select(first_steps::step).get_result(conn).optional()?)
}
