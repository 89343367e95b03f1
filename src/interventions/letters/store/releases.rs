//! The rows of trials whose sealed lines were released.

use diesel::{QueryDsl, QueryResult, RunQueryDsl};

use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    schema::line_releases,
};

#[derive(Debug, Clone, diesel::Insertable)]
#[diesel(table_name = line_releases)]
pub struct Release {
    pub trial_id: String,
    pub released_by: String,
    pub released_at: Moment,
    pub reason: String,
}

pub fn add(conn: &mut Conn, release: &Release) -> QueryResult<usize> {
    diesel::insert_into(line_releases::table).values(release).execute(conn)
}

/// Whether a trial's lines are released.
pub fn has(conn: &mut Conn, trial_id: &str) -> Result<bool> {
    Ok(line_releases::table.find(trial_id).count().get_result::<i64>(conn)? > 0)
}
