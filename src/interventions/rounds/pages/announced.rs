//! Announcing a Round, after a look at what will happen.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::shown::{of_round, people_are};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{announce::announce, round::round_by},
};

/// GET /rounds/{id}/announce
pub async fn check_announce(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

/// POST /rounds/{id}/announce
pub async fn announce_round(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, id) = (floor.clone(), visitor.clone(), path.clone());
    let invited = floor.db.writing(move |conn| {
        let (round, series) = round_by(conn, &who, &id)?;
        announce(conn, &inner, &who.account_id, &series, &round)
    });
    match invited.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        done => done.map(|invited| {
            let later = if invited.later > 0 {
                " People whose site is out of the trial are invited once it is back."
            } else {
                ""
            };
            let says = format!("Announced. {} invited.{later}", people_are(invited.now));
            see_other(&format!("/rounds/{path}"), &says)
        }),
    }
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let round = floor.db.reading(move |conn| {
        let (round, _) = round_by(conn, &visitor, &id)?;
        of_round(conn, &round)
    });
    page.put("round", &round.await?).show("rounds/announce.html", "Announce this Round")
}
