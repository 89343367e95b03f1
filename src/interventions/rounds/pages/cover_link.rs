//! Where the link to a colleague who is asked to cover lands. Opening it changes nothing; a press answers, without a sign-in.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::place_link::here;
use crate::{
    floor::{
        Floor,
        clock::appointment,
        error::{Complaints, Error, Result},
        web::{Form, Page},
    },
    interventions::rounds::{
        cover::answer,
        mailing::{COVER, cover_link_of},
        place::State,
        store,
    },
    trial::roster::people,
};

/// GET /rounds/cover/{row}/{key}
pub async fn show_cover(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    shown(&floor, row, key, page, "").await
}

/// POST /rounds/cover/{row}/{key}
pub async fn answer_cover(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let (place_id, cover_id) = cover_link_of(&floor, &row, &key)?;
    let yes = match form.text("answer") {
        "yes" => true,
        "no" => false,
        _ => {
            let complaints = Complaints::of("answer", "Choose yes or no.");
            return shown(&floor, row, key, page.again(&form, &complaints), "").await;
        }
    };
    let inner = floor.clone();
    floor.db.writing(move |conn| answer(conn, &inner, &place_id, &cover_id, yes)).await?;
    shown(&floor, row, key, page, if yes { "yes" } else { "no" }).await
}

async fn shown(floor: &Data<Floor>, row: String, key: String, page: Page, said: &str) -> Result<HttpResponse> {
    let (place_id, cover_id) = cover_link_of(floor, &row, &key)?;
    let (colleague, who, when, asked) = floor
        .db
        .reading(move |conn| {
            let place = store::places::one(conn, &place_id)?;
            let round = store::rounds::one(conn, &place.round_id)?;
            let asked = place.cover_id.as_deref() == Some(&cover_id) && place.state == State::Booked;
            let who = people::person(conn, &place.person_id)?;
            if who.erased_at.is_some() {
                return Err(Error::Missing("that link"));
            }
            Ok((here(conn, &cover_id)?, who, appointment(round.booked().starts), asked))
        })
        .await?;
    page.put("name", colleague.names.known_as())
        .put("for_whom", &who.names.full())
        .put("when", &when)
        .put("asked", &asked)
        .put("said", said)
        .put("action", &format!("/{COVER}/{row}/{key}"))
        .show("rounds/cover_link.html", "Could you cover?")
}
