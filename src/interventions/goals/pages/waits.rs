//! What waits for a manager on the first page: times to agree to.

use crate::{
    floor::{
        Floor,
        auth::Wait,
        clock::long_date,
        db::Conn,
        error::Result,
        web::{Role, Visitor},
    },
    interventions::goals::{mailing::Page, protected::State, store},
};

/// Pages on which times wait for the visitor.
pub fn waits(_: &Floor, conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Wait>> {
    let Some(person_id) = visitor.person_id.as_deref().filter(|_| visitor.is(Role::TeamManager)) else {
        return Ok(Vec::new());
    };
    let mut waits = Vec::new();
    for team in store::teams::of_manager(conn, person_id)? {
        let run = store::runs::one(conn, &team.run_id)?;
        let times = store::times::of_manager(conn, &run.id, person_id)?;
        if times.iter().any(|time| time.state == State::Proposed) {
            let page = Page { run_id: run.id.clone(), manager_id: person_id.to_owned(), reminder: 0 };
            waits.push((run.agree_by, page.path()));
        }
    }
    waits.sort();
    let wait = |(due, href)| Wait {
        title: "Half an hour a week for each of your team".into(),
        href,
        kind: "waiting",
        word: "Waiting".into(),
        note: Some(format!("To agree to by {}.", long_date(due))),
    };
    Ok(waits.into_iter().map(wait).collect())
}
