//! Jobs for rows that are in the database already: promised in one `INSERT … SELECT`, however many there are.

/// Promises a job of one kind for each row of a query, due now; how many. The ids and once-ever keys are composed from the
/// rows' own, since no engine makes ours.
///
/// `promise_each!(conn, Kind, floor, query, id, payload)`: `query` is a table with its filters, `id` a text column of it, and
/// `payload` a text expression that is the job as JSON. Whoever calls it sees to it that no row is promised twice.
macro_rules! promise_each {
    ($conn:expr, $kind:ty, $floor:expr, $query:expr, $id:expr, $payload:expr) => {{
        use diesel::{IntoSql, sql_types as sql};
        use $crate::{floor::jobs::Work, schema::jobs};
        let now = $floor.clock.now();
        let named = |mark: &'static str| format!("{}{mark}", <$kind as Work>::KIND).into_sql::<sql::Text>().concat($id);
        let rows = $query.select((
            named("."),
            <$kind as Work>::KIND.into_sql::<sql::Text>(),
            $payload,
            "waiting".into_sql::<sql::Text>(),
            now.into_sql::<sql::Timestamp>(),
            0.into_sql::<sql::Integer>(),
            named(":").nullable(),
            now.into_sql::<sql::Timestamp>(),
        ));
        let columns = (
            jobs::id,
            jobs::kind,
            jobs::payload,
            jobs::state,
            jobs::due_at,
            jobs::tries,
            jobs::once_key,
            jobs::made_at,
        );
        match $conn {
            $crate::floor::db::Conn::Sqlite(sqlite) => {
                diesel::insert_into(jobs::table).values(rows).into_columns(columns).execute(sqlite)
            }
            $crate::floor::db::Conn::Postgres(postgres) => {
                diesel::insert_into(jobs::table).values(rows).into_columns(columns).execute(postgres)
            }
        }
    }};
}

pub(crate) use promise_each;
