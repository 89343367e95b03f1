//! Which jobs a worker holds, and for how long.

use std::collections::HashSet;

use chrono::TimeDelta;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    schema::jobs,
};

/// A claimed row: what the worker needs of it.
#[derive(Debug, Clone, diesel::Queryable)]
pub(in crate::floor::jobs) struct Row {
    pub id: String,
    pub kind: String,
    pub payload: String,
    pub tries: i32,
    /// Whoever held it before died, or was too slow to settle it.
    pub dropped: bool,
}

/// Deaths in company after which a job is worked alone, so that one that fells every worker takes no others along.
const DEATHS_IN_COMPANY: i32 = 2;

/// Leases up to `limit` jobs of one kind that are due, oldest first, and before them those whose lease ran out.
pub(in crate::floor::jobs) fn lease(
    conn: &mut Conn,
    kind: &str,
    who: &str,
    now: Moment,
    lease: TimeDelta,
    limit: i64,
) -> Result<Vec<Row>> {
    macro_rules! oldest {
        ($state:literal, $when:expr, $limit:expr) => {{
            let due = jobs::table
                .filter(jobs::kind.eq(kind).and(jobs::state.eq($state)).and($when))
                .order((jobs::due_at, jobs::id))
                .limit($limit)
                .select((jobs::id, jobs::kind, jobs::payload, jobs::tries, jobs::state.eq("running")));
            match conn {
                Conn::Sqlite(sqlite) => due.load::<Row>(sqlite)?,
                Conn::Postgres(postgres) => due.for_update().skip_locked().load::<Row>(postgres)?,
            }
        }};
    }
    // Asked one after the other, each goes straight down its index; asked at once, all that waits would be sorted.
    let mut rows = oldest!("running", jobs::leased_until.le(now), limit);
    let room = limit - i64::try_from(rows.len()).unwrap_or(limit);
    rows.extend(oldest!("waiting", jobs::due_at.le(now), room));
    if let Some(suspect) = rows.iter().position(|row| row.dropped && row.tries >= DEATHS_IN_COMPANY) {
        rows = vec![rows.swap_remove(suspect)];
    }
    diesel::update(jobs::table.filter(jobs::id.eq_any(rows.iter().map(|row| &row.id))))
        .set((
            jobs::state.eq("running"),
            jobs::leased_until.eq(Some(now + lease)),
            jobs::leased_by.eq(Some(who)),
            jobs::tries.eq(jobs::tries + 1),
        ))
        .execute(conn)?;
    Ok(rows)
}

/// Those of `ids` whose lease is still `who`'s; a settlement by anyone else is void.
pub(in crate::floor::jobs) fn still_leased(conn: &mut Conn, ids: &[String], who: &str) -> Result<HashSet<String>> {
    macro_rules! held {
        () => {
            jobs::table
                .filter(jobs::id.eq_any(ids).and(jobs::state.eq("running")).and(jobs::leased_by.eq(who)))
                .select(jobs::id)
        };
    }
    let held: Vec<String> = match conn {
        Conn::Sqlite(sqlite) => held!().load(sqlite)?,
        Conn::Postgres(postgres) => held!().for_update().load(postgres)?,
    };
    Ok(held.into_iter().collect())
}
