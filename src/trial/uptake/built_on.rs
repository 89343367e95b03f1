//! What reached people who came in with a file: such a file is not undone any more.

use std::collections::HashSet;

use super::store;
use crate::floor::{clock::Moment, db::Conn, error::Result};

/// Says so, where anything was put on record about any of these people since.
pub fn built_on(conn: &mut Conn, ids: &HashSet<String>, since: Moment) -> Result<Option<&'static str>> {
    let reached = store::people_since(conn, since)?.iter().any(|person| ids.contains(person));
    Ok(reached.then_some("Something was done since for people whom it brought in or changed."))
}
