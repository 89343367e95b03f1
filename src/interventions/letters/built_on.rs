//! Rounds of letters for authorities and leaders that came in with a file: such a file is not undone any more. Whoever was
//! asked for, or about, is on the uptake record, which tells of it for itself.

use std::collections::HashSet;

use super::store;
use crate::floor::{clock::Moment, db::Conn, error::Result};

/// Says so, where a round was set up or begun since, in any of these authorities or for any of these leaders.
pub fn built_on(conn: &mut Conn, ids: &HashSet<String>, since: Moment) -> Result<Option<&'static str>> {
    for round in
        store::rounds::all(conn)?.into_iter().filter(|round| round.made_at >= since || round.asked_at >= Some(since))
    {
        let named = [Some(&round.authority_id), Some(&round.signatory_id), round.deputy_id.as_ref()];
        if named.into_iter().flatten().any(|id| ids.contains(id)) {
            return Ok(Some(
                "A round of letters was set up with an authority or a leader whom it brought in or changed.",
            ));
        }
    }
    if store::hands::any_of(conn, ids)? || store::suggestions::asked_any(conn, ids)? {
        return Ok(Some("Somebody whom it brought in or changed was asked to write lines for a letter."));
    }
    Ok(None)
}
