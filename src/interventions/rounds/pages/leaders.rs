//! Those who lead a series, and its licence.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use super::shown::{of_leader, of_series};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        leaders::{Leader, Part, note},
        new_series::NewLicence,
        series::{renew, series_by},
        store,
    },
};

/// Where somebody who is not on record yet is noted.
const NEW: &str = "new";

/// GET /rounds/series/{id}/leaders/{leader}
pub async fn show_leader(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (series_id, leader_id) = path.into_inner();
    shown(&floor, visitor, series_id, leader_id, page).await
}

/// POST /rounds/series/{id}/leaders/{leader}
pub async fn keep_leader(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (series_id, leader_id) = path.into_inner();
    let (inner, who, sent) = (floor.clone(), visitor.clone(), form.clone());
    let (in_series, id) = (series_id.clone(), leader_id.clone());
    let kept = floor.db.writing(move |conn| {
        let series = series_by(conn, &who, &in_series)?;
        let known = id != NEW;
        let id = if known { id } else { inner.ids.next() };
        let leader = Leader::parse(&sent, id, &series.id)?;
        note(conn, &inner, &who.account_id, &leader, known)
    });
    match kept.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, series_id, leader_id, page.again(&form, &complaints)).await
        }
        done => done.map(|()| see_other(&format!("/rounds/series/{series_id}"), "On record.")),
    }
}

/// POST /rounds/series/{id}/leaders/{leader}/away
pub async fn take_leader_away(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    _form: Form,
) -> Result<HttpResponse> {
    let (series_id, leader_id) = path.into_inner();
    let back = format!("/rounds/series/{series_id}");
    let gone = floor.db.writing(move |conn| {
        let series = series_by(conn, &visitor, &series_id)?;
        store::leaders::take_away(conn, &series.id, &leader_id)
    });
    gone.await?;
    Ok(see_other(&back, "Taken off the list."))
}

/// POST /rounds/series/{id}/licence
pub async fn renew_licence(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let renewed = floor.db.writing(move |conn| {
        let series = series_by(conn, &who, &id)?;
        renew(conn, &inner, &who.account_id, &series, NewLicence::parse(&sent)?)
    });
    match renewed.await {
        Err(Error::Invalid(complaints)) => {
            super::show_series(floor, visitor, path, page.again(&form, &complaints)).await
        }
        done => done.map(|()| see_other(&format!("/rounds/series/{path}"), "The licence is on record.")),
    }
}

async fn shown(
    floor: &Data<Floor>,
    visitor: Visitor,
    series_id: String,
    leader_id: String,
    page: Page,
) -> Result<HttpResponse> {
    let (series, leader) = floor
        .db
        .reading(move |conn| {
            let series = series_by(conn, &visitor, &series_id)?;
            if leader_id == NEW {
                return Ok((of_series(conn, &series)?, None));
            }
            let leader = store::leaders::one(conn, &leader_id)?;
            let of_series = of_series(conn, &series)?;
            if leader.series_id == series.id {
                Ok((of_series, Some(leader)))
            } else {
                Err(Error::Missing("This person"))
            }
        })
        .await?;
    let parts: Vec<_> = Part::ALL.iter().map(|part| json!({ "value": part.name(), "text": part.words() })).collect();
    let title = leader.as_ref().map_or("Somebody who leads", |leader| leader.name.as_str()).to_owned();
    page.put("series", &series)
        .put("leader", &leader.as_ref().map(of_leader))
        .put("parts", &parts)
        .show("rounds/leader.html", &title)
}
