//! Noting on the pack's page that a letter came back.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::pack::again;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        returned::{Return, came_back},
        take_pack::pack_run_by,
    },
};

/// POST /letters/packs/{id}/returned
pub async fn note_returned(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, who, pack_id) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let noted = floor.db.writing(move |conn| {
        let (round, pack) = pack_run_by(conn, &who, &pack_id)?;
        let back = Return::parse(&sent, &pack, inner.clock.today())?;
        came_back(conn, &inner, &who.account_id, &round, &pack, &back)?;
        Ok(round.id)
    });
    match noted.await {
        Err(Error::Invalid(complaints)) => again(&floor, visitor, path.into_inner(), page, &form, &complaints).await,
        noted => Ok(see_other(
            &format!("/letters/rounds/{}/pack", noted?),
            "Noted. Nothing more is sent to that address until another comes in.",
        )),
    }
}
