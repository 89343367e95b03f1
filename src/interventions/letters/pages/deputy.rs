//! Naming who signs in the leader's place.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::sign::again;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::deputy::name_deputy,
};

/// POST /letters/rounds/{id}/deputy
pub async fn choose_deputy(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, round, who) = (floor.clone(), path.into_inner(), visitor.clone());
    let (here, deputy) = (format!("/letters/rounds/{round}/sign"), form.text("deputy").to_owned());
    let say =
        if deputy.is_empty() { "Nobody else signs." } else { "They may sign, and are written to when letters wait." };
    let round_id = round.clone();
    let named = floor.db.writing(move |conn| name_deputy(conn, &inner, &who, &round_id, &deputy)).await;
    match named {
        Err(Error::Invalid(complaints)) => again(floor, visitor, round, page, &form, &complaints).await,
        named => named.map(|()| see_other(&here, say)),
    }
}
