//! The rows of half hours.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, JoinOnDsl, NullableExpressionMethods, OptionalExtension,
    QueryDsl, RunQueryDsl, SelectableHelper, TextExpressionMethods,
    dsl::{exists, not},
    sql_types::Text,
};

use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
        jobs::promise_each,
    },
    interventions::goals::{
        invite::InviteMail,
        slot::{Slot, State},
    },
    schema::{goal_parts, goal_slots, goal_teams, protected_times},
    trial::availability::span::Span,
};

#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable, diesel::Insertable, diesel::AsChangeset)]
#[diesel(table_name = goal_slots, treat_none_as_null = true)]
struct Row {
    id: String,
    time_id: String,
    run_id: String,
    person_id: String,
    week: i32,
    starts_at: Moment,
    ends_at: Moment,
    sequence: i32,
    state: String,
    reason: Option<String>,
    wanted_at: Option<Moment>,
    queued_at: Option<Moment>,
    changed_at: Moment,
    offered_at: Option<Moment>,
    answered_at: Option<Moment>,
}

pub fn add(conn: &mut Conn, slot: &Slot) -> Result<()> {
    diesel::insert_into(goal_slots::table).values(&Row::of(slot)).execute(conn)?;
    Ok(())
}

/// Keeps what has become of it.
pub fn put(conn: &mut Conn, slot: &Slot) -> Result<()> {
    diesel::update(goal_slots::table.find(&slot.id)).set(&Row::of(slot)).execute(conn)?;
    Ok(())
}

/// Keeps anybody else from writing to a half hour until this transaction ends. Read it afterwards.
pub fn hold(conn: &mut Conn, id: &str) -> Result<()> {
    diesel::update(goal_slots::table.find(id)).set(goal_slots::week.eq(goal_slots::week)).execute(conn)?;
    Ok(())
}

/// # Errors
/// `Missing`, where there is none.
pub fn one(conn: &mut Conn, id: &str) -> Result<Slot> {
    find(conn, id)?.ok_or(Error::Missing("This half hour"))
}

pub fn find(conn: &mut Conn, id: &str) -> Result<Option<Slot>> {
    let found: Option<Row> = goal_slots::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    found.map(Row::read).transpose()
}

/// One person's in one run, by week.
pub fn of_time(conn: &mut Conn, time_id: &str) -> Result<Vec<Slot>> {
    let rows: Vec<Row> = goal_slots::table
        .filter(goal_slots::time_id.eq(time_id))
        .order(goal_slots::week)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// One person's in every run, in no order.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Slot>> {
    let mine = goal_slots::table.filter(goal_slots::person_id.eq(person_id));
    mine.select(Row::as_select()).load::<Row>(conn)?.into_iter().map(Row::read).collect()
}

/// Everyone's in a run, in no order.
pub fn of_run(conn: &mut Conn, run_id: &str) -> Result<Vec<Slot>> {
    let rows: Vec<Row> = goal_slots::table.filter(goal_slots::run_id.eq(run_id)).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Those that ended in a stretch of time with nothing begun, and are neither skipped nor cancelled, nor were they offered again.
pub fn ended_between(conn: &mut Conn, since: Moment, until: Moment) -> Result<Vec<Slot>> {
    let open = goal_slots::state.ne_all([State::Skipped.name(), State::Cancelled.name(), State::Planned.name()]);
    let begun = goal_parts::table
        .filter(goal_parts::time_id.eq(goal_slots::time_id).and(goal_parts::week.eq(goal_slots::week)));
    let rows: Vec<Row> = goal_slots::table
        .filter(goal_slots::ends_at.gt(since).and(goal_slots::ends_at.le(until)))
        .filter(open.and(goal_slots::offered_at.is_null()))
        .filter(not(exists(begun)))
        .order((goal_slots::ends_at, goal_slots::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// The weekly times of some people that have a half hour which is still to come, or going on, and may be taken back.
pub fn times_to_come_of(conn: &mut Conn, people: &[&str], now: Moment) -> Result<Vec<String>> {
    let open = goal_slots::state.ne_all([State::Skipped, State::Cancelled].map(State::name));
    Ok(goal_slots::table
        .filter(goal_slots::person_id.eq_any(people).and(goal_slots::ends_at.gt(now)).and(open))
        .select(goal_slots::time_id)
        .distinct()
        .order(goal_slots::time_id)
        .load(conn)?)
}

/// The ids of those of some people that stand in a diary and are still to come.
pub fn in_diaries_of(conn: &mut Conn, people: &[String], now: Moment) -> Result<Vec<String>> {
    let in_diary = [State::Invited, State::Accepted, State::Tentative].map(State::name);
    Ok(goal_slots::table
        .filter(goal_slots::person_id.eq_any(people).and(goal_slots::starts_at.gt(now)))
        .filter(goal_slots::state.eq_any(in_diary))
        .select(goal_slots::id)
        .order(goal_slots::id)
        .load(conn)?)
}

/// Those of some people that stand in a diary, are still to come, and were not offered again.
pub fn to_come_of(conn: &mut Conn, people: &[String], now: Moment) -> Result<Vec<Slot>> {
    let in_diary = [State::Invited, State::Accepted, State::Tentative].map(State::name);
    let rows: Vec<Row> = goal_slots::table
        .filter(goal_slots::person_id.eq_any(people).and(goal_slots::starts_at.gt(now)))
        .filter(goal_slots::state.eq_any(in_diary).and(goal_slots::offered_at.is_null()))
        .order((goal_slots::starts_at, goal_slots::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Promises the first invitation to each half hour of a run that waits for one and begins between two moments, of whoever's team
/// is live; how many. One statement promises them, and one puts down that they were.
pub fn promise_invitations(
    conn: &mut Conn,
    floor: &Floor,
    run_id: &str,
    since: Moment,
    until: Moment,
) -> Result<usize> {
    let now = floor.clock.now();
    let of_run = || goal_slots::run_id.eq(run_id).and(goal_slots::state.eq(State::Planned.name()));
    let coming = || goal_slots::starts_at.gt(since).and(goal_slots::starts_at.le(until));
    // Marked first: what is promised is then just what bears the mark, whatever comes in meanwhile.
    macro_rules! mark {
        ($engine:expr) => {
            diesel::update(
                goal_slots::table
                    .filter(of_run().and(coming()))
                    .filter(goal_slots::queued_at.is_null())
                    .filter(goal_slots::time_id.eq_any(live(run_id))),
            )
            .set(goal_slots::queued_at.eq(Some(now)))
            .execute($engine)?
        };
    }
    let marked = match conn {
        Conn::Sqlite(sqlite) => mark!(sqlite),
        Conn::Postgres(postgres) => mark!(postgres),
    };
    if marked == 0 {
        return Ok(0);
    }
    let promised = goal_slots::table.filter(of_run().and(coming())).filter(goal_slots::queued_at.eq(Some(now)));
    let payload = r#"{"slot_id":""#.into_sql::<Text>().concat(goal_slots::id).concat(r#"","sequence":0}"#);
    Ok(promise_each!(conn, InviteMail, floor, promised.filter(goal_slots::sequence.eq(0)), goal_slots::id, payload)?)
}

/// The times of everyone whose team is live. Who has no manager is live once the run has begun.
#[diesel::dsl::auto_type]
fn live<'a>(run_id: &'a str) -> _ {
    let team = goal_teams::run_id
        .eq(protected_times::run_id)
        .and(protected_times::manager_id.eq(goal_teams::manager_id.nullable()));
    protected_times::table
        .left_join(goal_teams::table.on(team))
        .filter(protected_times::run_id.eq(run_id))
        .filter(protected_times::manager_id.is_null().or(goal_teams::live_at.is_not_null()))
        .select(protected_times::id)
}

impl Row {
    fn of(slot: &Slot) -> Self {
        Self {
            id: slot.id.clone(),
            time_id: slot.time_id.clone(),
            run_id: slot.run_id.clone(),
            person_id: slot.person_id.clone(),
            week: slot.week,
            starts_at: slot.span.starts,
            ends_at: slot.span.ends,
            sequence: slot.sequence,
            state: slot.state.name().to_owned(),
            reason: slot.reason.clone(),
            wanted_at: slot.wanted_at,
            queued_at: slot.queued_at,
            changed_at: slot.changed_at,
            offered_at: slot.offered_at,
            answered_at: slot.answered_at,
        }
    }

    fn read(self) -> Result<Slot> {
        Ok(Slot {
            state: State::parse(&self.state)?,
            span: Span { starts: self.starts_at, ends: self.ends_at },
            id: self.id,
            time_id: self.time_id,
            run_id: self.run_id,
            person_id: self.person_id,
            week: self.week,
            sequence: self.sequence,
            reason: self.reason,
            wanted_at: self.wanted_at,
            queued_at: self.queued_at,
            changed_at: self.changed_at,
            offered_at: self.offered_at,
            answered_at: self.answered_at,
        })
    }
}
