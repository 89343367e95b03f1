//! The rows of weekly times.

use chrono::{NaiveTime, Weekday};
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    interventions::goals::protected::{CLOCK, Leeway, Protected, State, weekday},
    schema::protected_times,
    trial::availability::weekly::Weekly,
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = protected_times)]
struct Row {
    id: String,
    run_id: String,
    person_id: String,
    manager_id: Option<String>,
    weekday: i32,
    at: String,
    leeway: String,
    state: String,
    cover_id: Option<String>,
    reason: Option<String>,
    decided_by: Option<String>,
    decided_at: Option<Moment>,
}

pub fn add(conn: &mut Conn, time: &Protected) -> Result<()> {
    diesel::insert_into(protected_times::table).values(&Row::of(time)).execute(conn)?;
    Ok(())
}

/// Keeps anybody else from writing to a time until this transaction ends. Read it afterwards.
pub fn hold(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::update(protected_times::table.find(id)).set(protected_times::id.eq(protected_times::id)).execute(conn)?;
    Ok(())
}

/// Keeps what was decided, and nothing else of the row.
pub fn put_decision(conn: &mut Conn, decided: &Protected) -> Result<()> {
    let row = Row::of(decided);
    diesel::update(protected_times::table.find(&decided.id))
        .set((
            protected_times::weekday.eq(row.weekday),
            protected_times::at.eq(row.at),
            protected_times::leeway.eq(row.leeway),
            protected_times::state.eq(row.state),
            protected_times::cover_id.eq(row.cover_id),
            protected_times::reason.eq(row.reason),
            protected_times::decided_by.eq(row.decided_by),
            protected_times::decided_at.eq(row.decided_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// What is still only proposed in a run is put down as without a reply; how many.
pub fn close(conn: &mut Conn, run_id: &str) -> Result<usize> {
    let open = protected_times::run_id.eq(run_id).and(protected_times::state.eq(State::Proposed.name()));
    let closed = protected_times::state.eq(State::NoReply.name());
    Ok(diesel::update(protected_times::table.filter(open)).set(closed).execute(conn)?)
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Protected> {
    let found = protected_times::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    Row::read(found.ok_or(Error::Missing("This half hour"))?)
}

/// Everyone's in a run, in no order.
pub fn of_run(conn: &mut Conn, run_id: &str) -> Result<Vec<Protected>> {
    let rows: Vec<Row> =
        protected_times::table.filter(protected_times::run_id.eq(run_id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Those about which one manager decides, in no order.
pub fn of_manager(conn: &mut Conn, run_id: &str, manager_id: &str) -> Result<Vec<Protected>> {
    let rows: Vec<Row> = protected_times::table
        .filter(protected_times::run_id.eq(run_id))
        .filter(protected_times::manager_id.eq(manager_id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// One person's in every run.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Protected>> {
    let rows: Vec<Row> =
        protected_times::table.filter(protected_times::person_id.eq(person_id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

impl Row {
    fn of(time: &Protected) -> Self {
        Self {
            id: time.id.clone(),
            run_id: time.run_id.clone(),
            person_id: time.person_id.clone(),
            manager_id: time.manager_id.clone(),
            weekday: number(time.weekly.weekday),
            at: time.weekly.time.format(CLOCK).to_string(),
            leeway: time.leeway.name().to_owned(),
            state: time.state.name().to_owned(),
            cover_id: time.cover_id.clone(),
            reason: time.reason.clone(),
            decided_by: time.decided_by.clone(),
            decided_at: time.decided_at,
        }
    }

    fn read(self) -> Result<Protected> {
        let time = NaiveTime::parse_from_str(&self.at, CLOCK).map_err(Error::broken)?;
        Ok(Protected {
            weekly: Weekly { weekday: weekday(self.weekday)?, time },
            leeway: Leeway::parse(&self.leeway).ok_or_else(|| Error::broken("an unknown leeway"))?,
            state: State::parse(&self.state)?,
            id: self.id,
            run_id: self.run_id,
            person_id: self.person_id,
            manager_id: self.manager_id,
            cover_id: self.cover_id,
            reason: self.reason,
            decided_by: self.decided_by,
            decided_at: self.decided_at,
        })
    }
}

fn number(weekday: Weekday) -> i32 {
    i32::try_from(weekday.number_from_monday()).unwrap_or(1)
}
