//! What waits for a coordinator on the first page: each round with letters that its carrier refused or lost sight of.

use super::carrier::counts;
use crate::{
    floor::{Floor, auth::Wait, db::Conn, error::Result, web::Visitor},
    interventions::letters::{carrier::Carrier, round::RUN, store},
};

/// Rounds with letters that need somebody, those posted soonest first.
pub fn waits_to_decide(_: &Floor, conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Wait>> {
    if !visitor.is_any(RUN) {
        return Ok(Vec::new());
    }
    let mut rounds = store::rounds::all(conn)?;
    rounds.retain(|round| visitor.reaches(RUN, &round.authority_id));
    rounds.retain(|round| Carrier::parse(&round.carrier) == Some(Carrier::Notify));
    rounds.sort_by(|a, b| (a.post_on, &a.id).cmp(&(b.post_on, &b.id)));
    let mut waits = Vec::new();
    for round in rounds {
        let count = counts(conn, &round)?.needs_somebody;
        if count > 0 {
            waits.push(Wait {
                title: format!("Letters that GOV.UK Notify did not print: {}", round.name),
                href: format!("/letters/rounds/{}/pack", round.id),
                kind: "stuck",
                word: format!("{count} to decide"),
                note: None,
            });
        }
    }
    Ok(waits)
}
