//! The rows of other ways by which somebody is reached.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    interventions::goals::recall::Channel,
    schema::{goal_channels, protected_times},
};

#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = goal_channels)]
pub struct Row {
    pub time_id: String,
    /// The question that was answered.
    pub question_id: String,
    pub channel: String,
    pub since: Moment,
}

pub fn add(conn: &mut Conn, time_id: &str, question_id: &str, channel: Channel, since: Moment) -> Result<()> {
    let (time_id, question_id) = (time_id.to_owned(), question_id.to_owned());
    let row = Row { time_id, question_id, channel: channel.name().to_owned(), since };
    diesel::insert_into(goal_channels::table).values(row).execute(conn)?;
    Ok(())
}

pub fn of_time(conn: &mut Conn, time_id: &str) -> Result<Vec<Row>> {
    Ok(goal_channels::table.filter(goal_channels::time_id.eq(time_id)).select(Row::as_select()).load(conn)?)
}

/// Those of everyone in a run who is reached by one way.
pub fn of_run(conn: &mut Conn, run_id: &str, channel: Channel) -> Result<Vec<Row>> {
    let times = protected_times::table.filter(protected_times::run_id.eq(run_id)).select(protected_times::id);
    let rows = goal_channels::table.filter(goal_channels::channel.eq(channel.name()));
    Ok(rows.filter(goal_channels::time_id.eq_any(times)).select(Row::as_select()).load(conn)?)
}
