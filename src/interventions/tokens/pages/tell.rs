//! Where the printed code leads. It knows nobody, whoever is signed in, and opening it changes nothing.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, see_other},
    },
    interventions::tokens::{
        code::{code, path as path_of, placement_of},
        fault::{
            Kind,
            tell::{Told, tell},
        },
        placement::{Here, Placement, State},
        store,
    },
};

/// GET /t/{code}
pub async fn show_fault_page(floor: Data<Floor>, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, path.into_inner(), page).await
}

/// POST /t/{code}
pub async fn send_fault(floor: Data<Floor>, path: Path<String>, page: Page, form: Form) -> Result<HttpResponse> {
    let (inner, typed, sent) = (floor.clone(), path.clone(), form.clone());
    let told = floor.db.writing(move |conn| {
        let placement = placement_of(conn, &inner, &typed)?;
        tell(conn, &inner, &placement, &Told::parse(&sent)?)?;
        Ok(path_of(&code(&inner, &placement.id, placement.generation)))
    });
    match told.await {
        Err(Error::Invalid(complaints)) => shown(&floor, path.into_inner(), page.again(&form, &complaints)).await,
        action => Ok(see_other(&format!("{}/told", action?), "")),
    }
}

/// GET /t/{code}/told
///
/// A page of its own, as to load the answer to a press again would be to tell it again.
pub async fn show_told(floor: Data<Floor>, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let (inner, typed) = (floor.clone(), path.into_inner());
    let found = floor.db.reading(move |conn| {
        let placement = placement_of(conn, &inner, &typed)?;
        place(conn, &inner, &placement)
    });
    let place = found.await?;
    page.put("visitor", &Value::Null).put("place", &place).show("tokens/told.html", "Thank you for telling us")
}

async fn shown(floor: &Data<Floor>, typed: String, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| {
        let placement = placement_of(conn, &inner, &typed)?;
        let action = path_of(&code(&inner, &placement.id, placement.generation));
        let gone = placement.state == State::TakenAway;
        Ok((place(conn, &inner, &placement)?, placement.kind, action, gone))
    });
    let (place, stands, action, gone) = found.await?;
    let kinds = Kind::ALL.map(|kind| json!({ "value": kind.name(), "text": kind.words() }));
    // Whoever is signed in is nobody here, and is shown as nobody.
    page.put("visitor", &Value::Null)
        .put("place", &place)
        .put("stands", &stands)
        .put("action", &action)
        .put("gone", &gone)
        .put("kinds", &kinds)
        .show("tokens/tell.html", "Is something wrong?")
}

/// The place as its newest card calls it, or as the roster does.
fn place(conn: &mut Conn, floor: &Floor, placement: &Placement) -> Result<String> {
    match store::cards::of_placement(conn, &placement.id)?.into_iter().next() {
        Some(card) => Ok(card.place),
        None => Ok(Here::find(conn, &placement.id, floor.clock.today())?.site.name),
    }
}
