//! Jobs by the thousand: promised in few statements, where each engine has a way of its own to write many rows at once.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::{
    floor::{Floor, clock::Moment, db::Conn, error::Result, jobs::Work},
    schema::jobs,
};

/// Rows in a statement: PostgreSQL takes 65,535 values in one.
const ROWS: usize = 2_000;

#[derive(diesel::Insertable)]
#[diesel(table_name = jobs)]
struct New {
    id: String,
    kind: &'static str,
    payload: String,
    state: &'static str,
    due_at: Moment,
    tries: i32,
    made_at: Moment,
}

/// Promises many jobs of one kind.
pub fn enqueue_many<W: Work>(conn: &mut Conn, floor: &Floor, many: &[W::Job], due_at: Moment) -> Result<()> {
    let made_at = floor.clock.now();
    for some in many.chunks(ROWS) {
        let rows = some.iter().map(|job| {
            let payload = serde_json::to_string(job)?;
            Ok(New { id: floor.ids.next(), kind: W::KIND, payload, state: "waiting", due_at, tries: 0, made_at })
        });
        let rows = rows.collect::<Result<Vec<_>>>()?;
        match conn {
            Conn::Sqlite(sqlite) => diesel::insert_into(jobs::table).values(&rows).execute(sqlite)?,
            Conn::Postgres(postgres) => diesel::insert_into(jobs::table).values(&rows).execute(postgres)?,
        };
    }
    Ok(())
}

/// Takes away the jobs of one kind that are done, and tells how many there were.
pub(in crate::floor::jobs) fn forget_done<W: Work>(conn: &mut Conn) -> Result<usize> {
    let done = jobs::table.filter(jobs::kind.eq(W::KIND)).filter(jobs::state.eq("done"));
    Ok(diesel::delete(done).execute(conn)?)
}
