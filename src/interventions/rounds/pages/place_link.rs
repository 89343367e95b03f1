//! Where the link in a mail or a diary lands. Opening it changes nothing; a press books, or says no, and opens a session for the
//! one place.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::shown::of_round;
use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Role, Visitor},
    },
    interventions::rounds::{
        book::{By, book},
        decline::decline,
        mailing::{PLACE, place_link_fits, place_page},
        seating::open,
        store,
    },
    trial::roster::{
        let_in::let_in,
        people::{self, Person},
    },
};

/// GET /rounds/place/{row}/{key}
pub async fn show_place_link(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    place_link_fits(&floor, &row, &key)?;
    let (action, now) = (format!("/{PLACE}/{row}/{key}"), floor.clock.now());
    let (person, place, round, alive) = floor
        .db
        .reading(move |conn| {
            let place = store::places::one(conn, &row)?;
            let round = store::rounds::one(conn, &place.round_id)?;
            Ok((here(conn, &place.person_id)?, place, of_round(conn, &round)?, open(&round, now).is_ok()))
        })
        .await?;
    let page = page.put("name", person.names.known_as()).put("authority", &person.authority).put("open", &alive);
    page.put("state", place.state.name())
        .put("round", &round)
        .put("action", &action)
        .show("rounds/place_link.html", "Your place")
}

/// POST /rounds/place/{row}/{key}
pub async fn open_place_link(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    visitor: Option<Visitor>,
    form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    place_link_fits(&floor, &row, &key)?;
    let (inner, scope) = (floor.clone(), place_page(&row));
    let account = move |conn: &mut _| {
        let place = store::places::one(conn, &row)?;
        let person = here(conn, &place.person_id)?;
        match form.text("act") {
            "book" => drop(book(conn, &inner, &row, None, By::Page)?),
            "decline" => drop(decline(conn, &inner, &row, By::Page)?),
            _ => {}
        }
        let_in(conn, &inner, &person, Role::SocialWorker, &person.authority_id)
    };
    auth::enter_scoped(&floor, visitor, scope, account).await
}

/// Somebody who is here still.
pub(super) fn here(conn: &mut Conn, person_id: &str) -> Result<Person> {
    let person = people::person(conn, person_id)?;
    let gone = person.erased_at.is_some() || person.email.is_none();
    if gone { Err(Error::Missing("that link")) } else { Ok(person) }
}
