//! The signing page: each letter as it will print, without its address, and one signature for all that are ready.

use super::desk::Desk;
use crate::{
    floor::{
        Floor,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        paper::Papers,
        sign::{Signature, sign},
    },
};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

const TEMPLATE: &str = "letters/sign.html";
const TITLE: &str = "Read and sign";

/// GET /letters/rounds/{id}/sign
pub async fn show_sign(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let desk = floor.db.reading(move |conn| Desk::read(conn, &inner, &visitor, &path)).await?;
    desk.on(page).show(TEMPLATE, TITLE)
}

/// POST /letters/rounds/{id}/sign
pub async fn sign_letters(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, round, signer) = (floor.clone(), form.clone(), path.into_inner(), visitor.clone());
    let here = format!("/letters/rounds/{round}/sign");
    let round_id = round.clone();
    let signed = floor.db.writing(move |conn| {
        let signature = Signature::parse(&sent, &inner.settings.letters.sign_with, &signer)?;
        sign(conn, &inner, &Papers::default(), &signer, &round_id, signature)
    });
    match signed.await {
        Err(Error::Invalid(complaints)) => again(floor, visitor, round, page, &form, &complaints).await,
        signed => {
            Ok(see_other(&here, if signed? == 1 { "Your letter is signed." } else { "Your letters are signed." }))
        }
    }
}

/// The page once more, with what is to be mended and all that was typed.
pub(super) async fn again(
    floor: Data<Floor>,
    visitor: Visitor,
    round_id: String,
    page: Page,
    form: &Form,
    complaints: &Complaints,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let desk = floor.db.reading(move |conn| Desk::read(conn, &inner, &visitor, &round_id)).await?;
    desk.on(page.again(form, complaints)).show(TEMPLATE, TITLE)
}
