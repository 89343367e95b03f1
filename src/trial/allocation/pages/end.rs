//! The check page before a trial ends, and its end.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{RESEARCH, reached, show::summary};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::allocation::end,
};

/// GET /trials/{id}/end
pub async fn check_end(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    asked(page, &floor, visitor, id.into_inner()).await
}

/// POST /trials/{id}/end
pub async fn end(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, trial_id, reason) = (floor.clone(), visitor.clone(), id.clone(), form.text("reason").to_owned());
    let ended = floor.db.writing(move |conn| {
        let trial = reached(conn, &who, RESEARCH, &trial_id)?;
        end::end(conn, &inner, &who.account_id, &trial.id, &reason)
    });
    match ended.await {
        Err(Error::Invalid(complaints)) => {
            asked(page.again(&form, &complaints), &floor, visitor, id.into_inner()).await
        }
        ended => {
            ended?;
            Ok(see_other(&format!("/trials/{id}"), "The trial has ended."))
        }
    }
}

async fn asked(page: Page, floor: &Data<Floor>, visitor: Visitor, id: String) -> Result<HttpResponse> {
    let trial = floor.db.reading(move |conn| reached(conn, &visitor, RESEARCH, &id)).await?;
    page.put("trial", &summary(&trial)).show("allocation/end.html", "End the trial")
}
