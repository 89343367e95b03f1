//! The rows of steps.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    interventions::tokens::placement::Act,
    schema::token_steps,
};

/// One thing that happened to a token, by its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub placement_id: String,
    /// Its number, from 0.
    pub nth: i32,
    pub act: Act,
    pub on_day: NaiveDate,
    pub why: String,
    /// It turned out not to be so.
    pub taken_back: bool,
    pub said_by: String,
    pub said_at: Moment,
}

#[derive(diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = token_steps)]
struct Row {
    placement_id: String,
    nth: i32,
    act: String,
    on_day: NaiveDate,
    why: String,
    taken_back: bool,
    said_by: String,
    said_at: Moment,
}

pub fn add(conn: &mut Conn, step: &Step) -> Result<()> {
    let Step { placement_id, nth, act, on_day, why, taken_back, said_by, said_at } = step.clone();
    let act = act.name().to_owned();
    let row = Row { placement_id, nth, act, on_day, why, taken_back, said_by, said_at };
    diesel::insert_into(token_steps::table).values(&row).execute(conn)?;
    Ok(())
}

/// Those of a placement, in the order in which they were taken.
pub fn of_placement(conn: &mut Conn, placement_id: &str) -> Result<Vec<Step>> {
    let rows: Vec<Row> = token_steps::table
        .filter(token_steps::placement_id.eq(placement_id))
        .order(token_steps::nth)
        .select(Row::as_select())
        .load(conn)?;
    let read = |row: Row| {
        let Row { placement_id, nth, act, on_day, why, taken_back, said_by, said_at } = row;
        Ok(Step { placement_id, nth, act: Act::parse(&act)?, on_day, why, taken_back, said_by, said_at })
    };
    rows.into_iter().map(read).collect()
}

pub fn take_back(conn: &mut Conn, step: &Step) -> Result<()> {
    let row = token_steps::table.find((&step.placement_id, step.nth));
    diesel::update(row).set(token_steps::taken_back.eq(true)).execute(conn)?;
    Ok(())
}
