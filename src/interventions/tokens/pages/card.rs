//! Making a card, and taking it to the printer.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::one::{Sent, again};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, attachment, see_other},
    },
    interventions::tokens::{
        card::make::{NewCard, make},
        placement::Here,
        store,
    },
};

/// POST /tokens/{id}/cards
pub async fn make_card(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, id, typed) = (floor.clone(), visitor.clone(), path.clone(), form.clone());
    // Drawing takes a moment, so it is done off the thread that serves pages.
    let made = tokio::task::spawn_blocking(move || make(&inner, &who, &id, &NewCard::parse(&typed)?));
    match made.await? {
        Err(Error::Invalid(complaints)) => {
            let sent = Sent { id: path.into_inner(), form, of: String::new() };
            again(&floor, visitor, sent, page, &complaints).await
        }
        made => made.map(|version| see_other(&format!("/tokens/{}", *path), &format!("Card {version} is made."))),
    }
}

/// GET /tokens/{id}/cards/{version}
pub async fn take_card(floor: Data<Floor>, visitor: Visitor, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (id, version) = path.into_inner();
    let version: i32 = version.parse().map_err(|_| Error::Missing("This card"))?;
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| {
        Here::run_by(conn, &visitor, &id, inner.clock.today())?;
        let card = store::cards::one(conn, &id, version)?;
        inner.files.get(&card.file_key)
    });
    Ok(attachment(&format!("card-{version}.pdf"), "application/pdf", found.await?))
}
