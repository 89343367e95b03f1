//! What came in, by which hand and when, and the way to take it back.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::import::allowed;
use crate::{
    floor::{
        Floor,
        auth::House,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::roster::import,
};

pub async fn past_imports(
    page: Page,
    floor: Data<Floor>,
    house: Data<House>,
    visitor: Visitor,
) -> Result<HttpResponse> {
    allowed(&visitor)?;
    let past = floor.db.reading(move |conn| import::past(conn, &house.built_on)).await?;
    page.put("past", &past).show("roster/imports.html", "What came in")
}

/// Asks before it is done.
pub async fn check_undo(
    page: Page,
    floor: Data<Floor>,
    house: Data<House>,
    visitor: Visitor,
    id: Path<String>,
) -> Result<HttpResponse> {
    allowed(&visitor)?;
    let past = floor.db.reading(move |conn| import::one_past(conn, &id, &house.built_on)).await?;
    page.put("past", &past).show("roster/undo.html", "Undo an import")
}

pub async fn undo_import(
    floor: Data<Floor>,
    house: Data<House>,
    visitor: Visitor,
    id: Path<String>,
    _: Form,
) -> Result<HttpResponse> {
    allowed(&visitor)?;
    let (on, actor) = (Floor::clone(&floor), visitor.account_id);
    match floor.db.writing(move |conn| import::undo(conn, &on, &actor, &id, &house.built_on)).await {
        Ok(()) => Ok(see_other("/people/imports", "Undone. Everyone is as they were before.")),
        Err(Error::TooLate(why)) => Ok(see_other("/people/imports", &why)),
        Err(error) => Err(error),
    }
}
