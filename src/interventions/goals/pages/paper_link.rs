//! Where the address on a page of paper lands: as a worker's own link. Opening it changes nothing.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::me_link::{come_in, welcome};
use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Form, Page, Visitor},
    },
    interventions::goals::{
        paper::code::{Code, PAPER},
        store,
    },
};

/// GET /paper/{code}
pub async fn show_paper_link(floor: Data<Floor>, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let code = Code::parse(&path)?;
    let time_id = time_of(&floor, &code).await?;
    welcome(&floor, time_id, &format!("/{PAPER}/{}", code.shown()), page).await
}

/// POST /paper/{code}
pub async fn open_paper_link(
    floor: Data<Floor>,
    path: Path<String>,
    visitor: Option<Visitor>,
    form: Form,
) -> Result<HttpResponse> {
    let time_id = time_of(&floor, &Code::parse(&path)?).await?;
    come_in(&floor, time_id, visitor, form).await
}

/// The time of whoever got the letter with this code.
async fn time_of(floor: &Data<Floor>, code: &Code) -> Result<String> {
    let hash = code.hash(&floor.secrets);
    floor.db.reading(move |conn| store::papers::by_code(conn, &hash)).await
}
