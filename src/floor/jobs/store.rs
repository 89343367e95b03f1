//! All the SQL of jobs.

mod alarms;
mod beats;
pub(crate) mod each;
mod leases;
mod many;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, Selectable, SelectableHelper,
};
use serde::Serialize;

pub(super) use alarms::see_alarm;
pub use alarms::{Alarm, raise_alarm, unseen_alarms};
pub(super) use beats::last_breath;
pub use beats::{beat, last_beat};
pub(super) use leases::{Row, lease, still_leased};
pub use many::enqueue_many;
pub(super) use many::forget_done;

use super::Work;
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::{Conn, once},
        error::{Error, Result},
    },
    schema::jobs,
};

/// A job as the coordinator's page lists it: no payload.
#[derive(Debug, Clone, diesel::Queryable, Selectable, Serialize)]
#[diesel(table_name = jobs)]
pub struct Listed {
    pub id: String,
    pub kind: String,
    pub state: String,
    pub tries: i32,
    pub reason: Option<String>,
    pub made_at: Moment,
}

/// How much is waiting, and since when.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, Serialize)]
pub struct Waiting {
    pub kind: String,
    pub state: String,
    pub count: i64,
    pub oldest: Option<Moment>,
}

/// Promises a job, due now.
pub fn enqueue<W: Work>(conn: &mut Conn, floor: &Floor, job: &W::Job) -> Result<()> {
    insert::<W>(conn, floor, job, None, floor.clock.now()).map(drop)
}

/// Promises a job once ever under `key`; `false` when that was promised before.
pub fn enqueue_once<W: Work>(conn: &mut Conn, floor: &Floor, key: &str, job: &W::Job, due_at: Moment) -> Result<bool> {
    insert::<W>(conn, floor, job, Some(key), due_at)
}

fn insert<W: Work>(conn: &mut Conn, floor: &Floor, job: &W::Job, key: Option<&str>, due_at: Moment) -> Result<bool> {
    let payload = serde_json::to_string(job)?;
    let id = floor.ids.next();
    once(conn, |conn| {
        diesel::insert_into(jobs::table)
            .values((
                jobs::id.eq(id),
                jobs::kind.eq(W::KIND),
                jobs::payload.eq(payload),
                jobs::state.eq("waiting"),
                jobs::due_at.eq(due_at),
                jobs::tries.eq(0),
                jobs::once_key.eq(key),
                jobs::made_at.eq(floor.clock.now()),
            ))
            .execute(conn)
    })
}

/// Settles jobs that came to their end with nothing to say.
pub(super) fn settle_done(conn: &mut Conn, ids: &[String], now: Moment) -> Result<()> {
    diesel::update(jobs::table.filter(jobs::id.eq_any(ids)))
        .set((
            jobs::state.eq("done"),
            jobs::reason.eq(None::<String>),
            jobs::settled_at.eq(Some(now)),
            jobs::leased_until.eq(None::<Moment>),
            jobs::leased_by.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn settle(conn: &mut Conn, id: &str, state: &str, reason: Option<&str>, now: Moment) -> Result<()> {
    diesel::update(jobs::table.find(id))
        .set((
            jobs::state.eq(state),
            jobs::reason.eq(reason),
            jobs::settled_at.eq(Some(now)),
            jobs::leased_until.eq(None::<Moment>),
            jobs::leased_by.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn put_back(conn: &mut Conn, id: &str, due_at: Moment, tries: i32, reason: Option<&str>) -> Result<()> {
    diesel::update(jobs::table.find(id))
        .set((
            jobs::state.eq("waiting"),
            jobs::due_at.eq(due_at),
            jobs::tries.eq(tries),
            jobs::reason.eq(reason),
            jobs::leased_until.eq(None::<Moment>),
            jobs::leased_by.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Jobs by kind and state, for `/metrics` and the coordinator.
pub fn counts(conn: &mut Conn) -> Result<Vec<Waiting>> {
    let mut found: Vec<Waiting> = jobs::table
        .group_by((jobs::kind, jobs::state))
        .select((jobs::kind, jobs::state, diesel::dsl::count_star(), diesel::dsl::min(jobs::made_at)))
        .load(conn)?;
    found.sort_by(|a, b| (&a.kind, &a.state).cmp(&(&b.kind, &b.state)));
    Ok(found)
}

/// Jobs of one kind that wait or run.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, Serialize)]
pub struct Queued {
    pub kind: String,
    pub count: i64,
    /// When the oldest was promised.
    pub oldest: Option<Moment>,
    /// When the next is due.
    pub next: Option<Moment>,
}

/// What is promised and not done yet, by kind.
pub fn queued(conn: &mut Conn) -> Result<Vec<Queued>> {
    let mut found: Vec<Queued> = jobs::table
        .filter(jobs::state.eq_any(["waiting", "running"]))
        .group_by(jobs::kind)
        .select((
            jobs::kind,
            diesel::dsl::count_star(),
            diesel::dsl::min(jobs::made_at),
            diesel::dsl::min(jobs::due_at),
        ))
        .load(conn)?;
    found.sort_by(|a, b| a.kind.cmp(&b.kind));
    Ok(found)
}

/// How many jobs are waiting or running.
pub fn waiting(conn: &mut Conn) -> Result<i64> {
    Ok(jobs::table.filter(jobs::state.eq_any(["waiting", "running"])).count().get_result(conn)?)
}

/// How many jobs of one kind are running or due. One that waits for another try is not.
pub fn due<W: Work>(conn: &mut Conn, now: Moment) -> Result<i64> {
    let due = jobs::state.eq("waiting").and(jobs::due_at.le(now));
    let of_kind = jobs::table.filter(jobs::kind.eq(W::KIND).and(due.or(jobs::state.eq("running"))));
    Ok(of_kind.count().get_result(conn)?)
}

/// What a job is about, if it is of this kind.
pub fn about<W: Work>(conn: &mut Conn, id: &str) -> Result<Option<W::Job>> {
    let found = jobs::table.find(id).filter(jobs::kind.eq(W::KIND)).select(jobs::payload);
    let payload: Option<String> = found.get_result(conn).optional()?;
    Ok(payload.map(|payload| serde_json::from_str(&payload)).transpose()?)
}

/// The stuck jobs of one kind, each with what it is about, newest first.
pub fn stuck_of<W: Work>(conn: &mut Conn) -> Result<Vec<(Listed, W::Job)>> {
    let stuck = jobs::table.filter(jobs::kind.eq(W::KIND)).filter(jobs::state.eq("stuck"));
    let rows: Vec<(Listed, String)> =
        stuck.order(jobs::made_at.desc()).select((Listed::as_select(), jobs::payload)).load(conn)?;
    rows.into_iter().map(|(listed, payload)| Ok((listed, serde_json::from_str(&payload)?))).collect()
}

/// What the jobs of one kind are about that wait, run, or are stuck and may be tried again.
pub fn open_of<W: Work>(conn: &mut Conn) -> Result<Vec<W::Job>> {
    let open = jobs::table.filter(jobs::kind.eq(W::KIND)).filter(jobs::state.eq_any(["waiting", "running", "stuck"]));
    let payloads: Vec<String> = open.select(jobs::payload).load(conn)?;
    payloads.iter().map(|payload| Ok(serde_json::from_str(payload)?)).collect()
}

/// What no further try can mend, newest first.
pub fn stuck(conn: &mut Conn) -> Result<Vec<Listed>> {
    Ok(jobs::table
        .filter(jobs::state.eq("stuck"))
        .order(jobs::made_at.desc())
        .select(Listed::as_select())
        .load(conn)?)
}

/// A stuck job is tried afresh.
pub fn try_again(conn: &mut Conn, floor: &Floor, id: &str) -> Result<()> {
    expect_stuck(conn, id)?;
    put_back(conn, id, floor.clock.now(), 0, None)
}

/// A stuck job is let go, with a reason.
pub fn let_go(conn: &mut Conn, floor: &Floor, id: &str, reason: &str) -> Result<()> {
    expect_stuck(conn, id)?;
    settle(conn, id, "let_go", Some(reason), floor.clock.now())
}

fn expect_stuck(conn: &mut Conn, id: &str) -> Result<()> {
    let state: Option<String> = jobs::table.find(id).select(jobs::state).get_result(conn).optional()?;
    match state.as_deref() {
        Some("stuck") => Ok(()),
        Some(_) => Err(Error::TooLate("That piece of work is no longer stuck.".into())),
        None => Err(Error::Missing("that piece of work")),
    }
}
