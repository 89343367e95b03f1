//! Where the link in a diary entry lands. Opening it changes nothing; the button opens a session for the one half hour.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::me_link::here;
use crate::{
    floor::{
        Floor, auth,
        clock::appointment,
        error::Result,
        web::{Form, Page, Role, Visitor},
    },
    interventions::goals::{
        mailing::{HALF, half_link_fits, half_page},
        store, wording,
    },
    trial::roster::let_in::let_in,
};

/// GET /goals/half/{row}/{key}
pub async fn show_half_link(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    half_link_fits(&floor, &row, &key)?;
    let action = format!("/{HALF}/{row}/{key}");
    let (person, slot, course) = floor
        .db
        .reading(move |conn| {
            let slot = store::slots::one(conn, &row)?;
            let run = store::runs::one(conn, &slot.run_id)?;
            Ok((here(conn, &slot.person_id)?, slot, wording::course(conn, &run)?))
        })
        .await?;
    let page = page.put("name", person.names.known_as()).put("authority", &person.authority);
    let page = page.put("when", &appointment(slot.span.starts)).put("title", &course.week(slot.week)?.title);
    page.put("action", &action).show("goals/half_link.html", &course.name)
}

/// POST /goals/half/{row}/{key}
pub async fn open_half_link(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    visitor: Option<Visitor>,
    _form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    half_link_fits(&floor, &row, &key)?;
    let (inner, scope) = (floor.clone(), half_page(&row));
    let account = move |conn: &mut _| {
        let slot = store::slots::one(conn, &row)?;
        let person = here(conn, &slot.person_id)?;
        let_in(conn, &inner, &person, Role::SocialWorker, &person.authority_id)
    };
    auth::enter_scoped(&floor, visitor, scope, account).await
}
