//! The check page before the lines about the comparison arm are released, and their release. No line is shown here.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{release_lines, store},
    trial::allocation::{
        end::ended_at,
        pages::{WATCH, reached},
    },
};

/// GET /letters/trials/{id}/release
pub async fn check_release(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    asked(page, &floor, visitor, id.into_inner()).await
}

/// POST /letters/trials/{id}/release
pub async fn release(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, trial_id, reason) = (floor.clone(), visitor.clone(), id.clone(), form.text("reason").to_owned());
    let released = floor.db.writing(move |conn| {
        let trial = reached(conn, &who, WATCH, &trial_id)?;
        release_lines::release_lines(conn, &inner, &who.account_id, &trial.id, &reason)
    });
    match released.await {
        Err(Error::Invalid(complaints)) => {
            asked(page.again(&form, &complaints), &floor, visitor, id.into_inner()).await
        }
        released => {
            released?;
            let here = format!("/letters/trials/{id}/release");
            Ok(see_other(&here, "The lines are released. Those who run the rounds can see them now."))
        }
    }
}

async fn asked(page: Page, floor: &Data<Floor>, visitor: Visitor, id: String) -> Result<HttpResponse> {
    let about = floor.db.reading(move |conn| {
        let trial = reached(conn, &visitor, WATCH, &id)?;
        let (ended, released) = (ended_at(conn, &id)?, store::releases::has(conn, &id)?);
        Ok(json!({ "id": trial.id, "name": trial.name, "ended_at": ended, "released": released }))
    });
    page.put("trial", &about.await?).show("letters/release.html", "Release the sealed lines")
}
