//! What waits for a manager on the first page: each round in which they still owe lines.

use crate::{
    floor::{
        Floor,
        auth::Wait,
        clock::long_date,
        db::Conn,
        error::Result,
        web::{Role, Visitor},
    },
    interventions::letters::store,
};

/// Rounds that wait for the visitor's lines, soonest first.
pub fn waits(_: &Floor, conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Wait>> {
    let Some(manager_id) = visitor.person_id.as_deref().filter(|_| visitor.is(Role::TeamManager)) else {
        return Ok(Vec::new());
    };
    let ids = store::lines::rounds_owed_by(conn, manager_id)?;
    let mut rounds = ids.iter().map(|id| store::rounds::one(conn, id)).collect::<Result<Vec<_>>>()?;
    rounds.sort_by(|a, b| (a.lines_due_on, &a.id).cmp(&(b.lines_due_on, &b.id)));
    let wait = |round: store::rounds::Round| Wait {
        title: "Two lines for each of your team".into(),
        href: format!("/letters/rounds/{}/lines", round.id),
        kind: "waiting",
        word: "Waiting".into(),
        note: Some(format!("Open until {}.", long_date(round.lines_due_on))),
    };
    Ok(rounds.into_iter().map(wait).collect())
}
