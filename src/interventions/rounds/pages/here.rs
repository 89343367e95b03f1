//! People tick themselves off: where the address on the wall leads, and on the page of their own place.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{place, shown::of_round};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor},
    },
    interventions::rounds::{
        check_in::{here_by_email, here_by_place, here_page, round_of, wall_code},
        feedback,
        place::Place,
    },
};

/// GET /rounds/here/{code}
pub async fn show_here(floor: Data<Floor>, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, path.into_inner(), page, false).await
}

/// POST /rounds/here/{code}
pub async fn say_here(floor: Data<Floor>, path: Path<String>, page: Page, form: Form) -> Result<HttpResponse> {
    let (inner, code, email) = (floor.clone(), path.clone(), form.text("email").to_owned());
    match floor.db.writing(move |conn| here_by_email(conn, &inner, &code, &email)).await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, path.into_inner(), page.again(&form, &complaints), false).await
        }
        done => {
            done?;
            shown(&floor, path.into_inner(), page, true).await
        }
    }
}

/// POST /rounds/places/{place}/here
pub async fn say_here_at_place(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let code = form.text("code").to_owned();
    let act = move |conn: &mut Conn, floor: &Floor, place: &Place| {
        if code.trim().is_empty() {
            return Err(Error::Invalid(Complaints::of("code", "Type the six letters on the wall.")));
        }
        here_by_place(conn, floor, &place.id, &code).map(|()| "You are down as here.")
    };
    place::done(floor, visitor, path.into_inner(), page, form, act).await
}

async fn shown(floor: &Data<Floor>, code: String, page: Page, done: bool) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (round, code, link) = floor
        .db
        .reading(move |conn| {
            let round = round_of(conn, &inner, &code)?.ok_or(Error::Missing("that page"))?;
            let form = feedback::is_open(&round, inner.clock.now()).then(|| feedback::path(&inner, &round.id));
            Ok((of_round(conn, &round)?, wall_code(&inner, &round.id), form))
        })
        .await?;
    page.put("round", &round)
        .put("action", &here_page(&code))
        .put("feedback", &link)
        .put("done", &done)
        .show("rounds/here.html", "I am here")
}
