//! Times that were noted for people who came in with a file: such a file is not undone any more.

use std::collections::HashSet;

use super::store;
use crate::floor::{clock::Moment, db::Conn, error::Result};

/// Says so, where a time was noted since for any of these people.
pub fn built_on(conn: &mut Conn, ids: &HashSet<String>, since: Moment) -> Result<Option<&'static str>> {
    let any = store::any_since(conn, since)?.iter().any(|person| ids.contains(person));
    Ok(any.then_some("Leave, duty or court was noted for somebody whom it brought in or changed."))
}
