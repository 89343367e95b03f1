//! The check page before the draw, and the draw.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{
    RESEARCH, reached,
    show::{prospect_shown, settings, summary},
};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::allocation::{
        allocate::{self, Order},
        prospect::prospect,
        scheme::Mode,
        stored::List,
    },
};

pub async fn check_draw(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    check_page(page, &floor, visitor, &id).await?.show("allocation/draw.html", "Randomise")
}

pub async fn draw(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let here = format!("/trials/{id}");
    match store(&floor, visitor.clone(), id.clone(), &form).await {
        Ok(Mode::Live) => Ok(see_other(&here, "Randomised. Somebody else now checks the list and locks it.")),
        Ok(Mode::Practice) => Ok(see_other(&here, "A practice list is drawn. Nobody is served by it.")),
        Err(Error::Invalid(complaints)) => check_page(page, &floor, visitor, &id)
            .await?
            .again(&form, &complaints)
            .show("allocation/draw.html", "Randomise"),
        Err(other) => Err(other),
    }
}

async fn store(floor: &Data<Floor>, visitor: Visitor, id: String, form: &Form) -> Result<Mode> {
    let mode: Mode = form.text("mode").parse().map_err(|_| Error::invalid("mode", "Choose practice or live."))?;
    let order = Order { mode, seed: None, households_known: form.ticked("households") };
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.writing(move |conn| {
        let trial = reached(conn, &visitor, RESEARCH, &id)?;
        allocate::allocate(conn, &floor, &visitor.account_id, &trial, &order)?;
        Ok(mode)
    })
    .await
}

async fn check_page(page: Page, floor: &Data<Floor>, visitor: Visitor, id: &str) -> Result<Page> {
    let (db, floor, id) = (floor.db.clone(), floor.clone(), id.to_owned());
    let (trial, prospect, live) = db
        .reading(move |conn| {
            let trial = reached(conn, &visitor, RESEARCH, &id)?;
            let prospect = prospect(conn, &floor, &trial)?;
            Ok((trial, prospect, List::live(conn, &id)?.is_some()))
        })
        .await?;
    let page = page.put("trial", &summary(&trial)).put("settings", &settings(&trial)).put("live", &live);
    Ok(page.put("prospect", &prospect_shown(&prospect)))
}
