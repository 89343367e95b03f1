//! What waits for a coordinator on the first page: faults that somebody told.

use crate::{
    floor::{Floor, auth::Wait, db::Conn, error::Result, web::Visitor},
    interventions::tokens::{
        placement::{Here, RUN},
        store,
    },
};

/// A line for each building with something to see to, by the building's name.
pub fn waits(floor: &Floor, conn: &mut Conn, visitor: &Visitor) -> Result<Vec<Wait>> {
    if !visitor.is_any(RUN) {
        return Ok(Vec::new());
    }
    let mut waits = Vec::new();
    for placement_id in store::faults::with_open(conn)? {
        let here = Here::find(conn, &placement_id, floor.clock.today())?;
        if visitor.reaches(RUN, &here.plan.authority_id) {
            let faults = store::faults::of_placement(conn, &placement_id)?;
            let open = faults.iter().filter(|fault| fault.closed.is_none()).map(|fault| fault.kind.words());
            let note = format!("{}.", open.collect::<Vec<_>>().join("; "));
            waits.push((here.site.name, placement_id, note));
        }
    }
    waits.sort();
    let wait = |(site, id, note): (String, String, String)| Wait {
        title: format!("The token at {site}"),
        href: format!("/tokens/{id}"),
        kind: "waiting",
        word: "To see to".into(),
        note: Some(note),
    };
    Ok(waits.into_iter().map(wait).collect())
}
