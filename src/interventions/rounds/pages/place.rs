//! Somebody's own place: book it, give it back, name who covers, and say whether their own line may sit with them.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::of_round;
use crate::{
    floor::{
        Floor,
        clock::appointment,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        book::{By, Got, book},
        check_in::is_near,
        cover::{colleagues, name},
        decline::decline,
        feedback, line,
        mailing::place_page,
        place::{Place, State},
        round,
        seating::{hold, open},
        store,
    },
    trial::roster::people,
};

/// GET /rounds/places/{place}
pub async fn show_place(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

/// POST /rounds/places/{place}/book
pub async fn book_place(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let cover = Some(form.text("cover").to_owned()).filter(|cover| !cover.is_empty());
    let act = move |conn: &mut Conn, floor: &Floor, place: &Place| {
        Ok(match book(conn, floor, &place.id, cover.as_deref(), By::Page)? {
            Got::Place => "You have a place.",
            Got::Turn => "No place is free for you at the moment. You are on the list, and hear as soon as one is.",
        })
    };
    done(floor, visitor, path.into_inner(), page, form, act).await
}

/// POST /rounds/places/{place}/decline
pub async fn decline_place(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let act = |conn: &mut Conn, floor: &Floor, place: &Place| {
        decline(conn, floor, &place.id, By::Page).map(|_| "Thank you for telling us.")
    };
    done(floor, visitor, path.into_inner(), page, form, act).await
}

/// POST /rounds/places/{place}/cover
pub async fn name_cover(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let cover = form.text("cover").to_owned();
    let act = move |conn: &mut Conn, floor: &Floor, place: &Place| {
        let (place, round) = hold(conn, &place.id)?;
        open(&round, floor.clock.now())?;
        if place.state != State::Booked {
            return Err(Error::TooLate("Book a place first.".into()));
        }
        name(conn, floor, &round, &place, &cover).map(|()| "They are asked, and you hear if they cannot.")
    };
    done(floor, visitor, path.into_inner(), page, form, act).await
}

/// POST /rounds/places/{place}/line
pub async fn say_line(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let apart = match form.text("line") {
        "apart" => Ok(true),
        "together" => Ok(false),
        _ => Err(Error::Invalid(Complaints::of("line", "Choose one of the two."))),
    };
    let act = move |conn: &mut Conn, floor: &Floor, place: &Place| {
        line::say(conn, floor, &place.person_id, apart?).map(|()| "Kept. Only the booking of places looks at it.")
    };
    done(floor, visitor, path.into_inner(), page, form, act).await
}

/// Does something about the visitor's own place, and shows the page again where it cannot be done as typed.
pub(super) async fn done(
    floor: Data<Floor>,
    visitor: Visitor,
    id: String,
    page: Page,
    form: Form,
    act: impl FnOnce(&mut Conn, &Floor, &Place) -> Result<&'static str> + Send + 'static,
) -> Result<HttpResponse> {
    let (inner, who, own) = (floor.clone(), visitor.clone(), id.clone());
    let said = floor.db.writing(move |conn| {
        let place = mine(conn, &who, &own)?;
        act(conn, &inner, &place)
    });
    match said.await {
        Err(Error::Invalid(complaints)) => shown(&floor, visitor, id, page.again(&form, &complaints)).await,
        said => said.map(|say| see_other(&place_page(&id), say)),
    }
}

fn mine(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<Place> {
    let place = store::places::one(conn, id)?;
    let fits = visitor.person_id.as_deref() == Some(&place.person_id);
    if fits { Ok(place) } else { Err(Error::Missing("This page")) }
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let whole = floor
        .db
        .reading(move |conn| {
            let place = mine(conn, &visitor, &id)?;
            let round = store::rounds::one(conn, &place.round_id)?;
            let series = store::series::one(conn, &round.series_id)?;
            let colleagues = colleagues(conn, &inner, &round, &place.person_id)?;
            let options: Vec<Value> =
                colleagues.iter().map(|person| json!({ "value": person.id, "text": person.names.full() })).collect();
            let cover = place.cover_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
            let about = json!({
                "id": place.id, "state": place.state.name(), "aside": place.aside.is_some(), "until": place.until.map(appointment),
                "cover": place.cover.name(), "cover_name": cover.map(|person| person.names.full()),
                "cover_until": place.cover_until.map(appointment),
            });
            let apart = store::wishes::apart(conn, &place.person_id)?;
            Ok(vec![
                ("place", about),
                ("round", of_round(conn, &round)?),
                ("open", json!(open(&round, inner.clock.now()).is_ok())),
                ("wants_cover", json!(series.cover)),
                ("colleagues", json!(options)),
                ("line", json!(if apart { "apart" } else { "together" })),
                ("near", json!(is_near(&round, inner.clock.now()) && round.state != round::State::Cancelled)),
                (
                    "here",
                    json!(store::attendances::one(conn, &round.id, &place.person_id)?.is_some_and(|(came, _)| came)),
                ),
                (
                    "feedback",
                    json!(feedback::is_open(&round, inner.clock.now()).then(|| feedback::path(&inner, &round.id))),
                ),
            ])
        })
        .await?;
    let page = whole.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("rounds/place.html", "Your place")
}
