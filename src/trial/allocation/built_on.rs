//! What was randomised over people who came in with a file: such a file is not undone any more.

use std::collections::HashSet;

use super::store;
use crate::floor::{clock::Moment, db::Conn, error::Result};

/// Says so, where any of these people were in a list's frame since, or a trial names an authority that came in with them.
pub fn built_on(conn: &mut Conn, ids: &HashSet<String>, since: Moment) -> Result<Option<&'static str>> {
    for trial in store::trials::all(conn)? {
        let authorities: Vec<String> = serde_json::from_str(&trial.authorities)?;
        if authorities.iter().any(|authority| ids.contains(authority)) {
            return Ok(Some("A trial was set up in an authority that it brought in."));
        }
    }
    let drawn = store::lists::in_frames_since(conn, since)?.iter().any(|person| ids.contains(person));
    Ok(drawn.then_some("A trial was randomised with people whom it brought in or changed."))
}
