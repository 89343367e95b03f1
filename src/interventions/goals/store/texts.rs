//! The rows of a site's own wording.

use std::collections::HashMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    schema::goal_texts,
};

/// The newest words of each text that a site changed.
pub fn newest(conn: &mut Conn, run_id: &str) -> Result<HashMap<String, String>> {
    let rows: Vec<(String, String)> = goal_texts::table
        .filter(goal_texts::run_id.eq(run_id))
        .order(goal_texts::version)
        .select((goal_texts::key, goal_texts::words))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How often a site has changed its wording.
pub fn version(conn: &mut Conn, run_id: &str) -> Result<i32> {
    let newest = goal_texts::table.filter(goal_texts::run_id.eq(run_id)).select(diesel::dsl::max(goal_texts::version));
    Ok(newest.get_result::<Option<i32>>(conn)?.unwrap_or(0))
}

pub fn add(
    conn: &mut Conn,
    run_id: &str,
    version: i32,
    key: &str,
    words: &str,
    set_by: &str,
    set_at: Moment,
) -> Result<()> {
    diesel::insert_into(goal_texts::table)
        .values((
            goal_texts::run_id.eq(run_id),
            goal_texts::version.eq(version),
            goal_texts::key.eq(key),
            goal_texts::words.eq(words),
            goal_texts::set_by.eq(set_by),
            goal_texts::set_at.eq(set_at),
        ))
        .execute(conn)?;
    Ok(())
}
