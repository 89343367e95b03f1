//! Letters on paper: a coordinator has them made, and takes them to a printer.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::one_run::shown;
use crate::{
    floor::{
        Floor, auth,
        clock::{appointment, long_date, long_moment},
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, attachment, see_other},
    },
    interventions::goals::{
        paper::{due, make::make, on_paper, take::take},
        run::{Run, run_by},
        store,
    },
    trial::roster::people,
};

/// POST /goals/runs/{id}/paper
pub async fn make_paper(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, here, who) = (floor.clone(), format!("/goals/runs/{path}"), visitor.clone());
    let run_id = path.clone();
    let made = tokio::task::spawn_blocking(move || {
        let run = inner.db.read(|conn| run_by(conn, &who, &run_id))?;
        make(&inner, &who.account_id, &run)
    });
    match made.await? {
        Ok(1) => Ok(see_other(&here, "One letter is made.")),
        Ok(made) => Ok(see_other(&here, &format!("{made} letters are made."))),
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        Err(error) => Err(error),
    }
}

/// POST /goals/paper/{id}/take
pub async fn take_paper(floor: Data<Floor>, visitor: Visitor, path: Path<String>, _: Form) -> Result<HttpResponse> {
    let taken = tokio::task::spawn_blocking(move || take(&floor, &visitor, &path));
    Ok(attachment("letters.pdf", "application/pdf", taken.await??))
}

/// Whoever is to be reached on paper, with their next half hour and the last letter; how many are due; and what was made.
pub(super) fn told(conn: &mut Conn, floor: &Floor, run: &Run) -> Result<Value> {
    let (now, made, mut found) = (floor.clock.now(), store::papers::last_made(conn, &run.id)?, Vec::new());
    for (time, _) in on_paper(conn, floor, run)? {
        let slots = store::slots::of_time(conn, &time.id)?.into_iter();
        let next =
            slots.filter(|slot| !slot.state.is_closed() && !slot.is_past(now)).map(|slot| slot.span.starts).min();
        let person = people::person(conn, &time.person_id)?;
        let made = made.get(&time.id).map(|day| long_date(*day));
        found.push(json!({ "name": person.names.full(), "when": next.map(appointment), "made": made }));
    }
    found.sort_by_key(|one| one["name"].as_str().unwrap_or_default().to_owned());
    let packs = store::papers::of_run(conn, &run.id)?.into_iter().map(|pack| {
        let by = auth::name_of(conn, &pack.made_by);
        json!({
            "id": pack.id, "letters": pack.letters, "made": long_moment(pack.made_at), "by": by,
            "erased": pack.erased_at.is_some(),
        })
    });
    let packs: Vec<Value> = packs.collect();
    Ok(json!({ "people": found, "due": due(conn, floor, run)?.len(), "packs": packs }))
}
