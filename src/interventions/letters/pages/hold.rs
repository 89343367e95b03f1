//! Keeping a letter back, putting it back with the rest, withdrawing it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{pack, sign::again};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::hold::{Reason, hold, release, withdraw},
};

type Letter = Path<(String, String)>;

/// POST /letters/rounds/{id}/letters/{letter}/hold
pub async fn hold_letter(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Letter,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    for_a_reason(floor, visitor, path, page, form, hold, "The letter is held back. The coordinator sees why.").await
}

/// POST /letters/rounds/{id}/letters/{letter}/release
pub async fn release_letter(floor: Data<Floor>, visitor: Visitor, path: Letter, _form: Form) -> Result<HttpResponse> {
    let (round, letter) = path.into_inner();
    let (inner, here) = (floor.clone(), sign_page(&round));
    floor.db.writing(move |conn| release(conn, &inner, &visitor, &round, &letter)).await?;
    Ok(see_other(&here, "The letter is back with the rest."))
}

/// POST /letters/rounds/{id}/letters/{letter}/withdraw
pub async fn withdraw_letter(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Letter,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    for_a_reason(floor, visitor, path, page, form, withdraw, "The letter is withdrawn and will not be sent.").await
}

type Act = fn(&mut Conn, &Floor, &Visitor, &str, &str, &Reason) -> Result<()>;

/// Does an act that asks why, on the page of the letters or (with `pack`) on that of their packs; without a reason the page
/// comes back with what was typed.
async fn for_a_reason(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Letter,
    page: Page,
    form: Form,
    act: Act,
    say: &str,
) -> Result<HttpResponse> {
    let (round, letter) = path.into_inner();
    let (field, of_a_pack) = (format!("reason.{letter}"), form.ticked("pack"));
    let why = match Reason::parse(&field, form.text(&field)) {
        Err(Error::Invalid(complaints)) if of_a_pack => {
            return pack::shown(&floor, visitor, round, page.again(&form, &complaints)).await;
        }
        Err(Error::Invalid(complaints)) => return again(floor, visitor, round, page, &form, &complaints).await,
        other => other?,
    };
    let here = if of_a_pack { format!("/letters/rounds/{round}/pack") } else { sign_page(&round) };
    let inner = floor.clone();
    floor.db.writing(move |conn| act(conn, &inner, &visitor, &round, &letter, &why)).await?;
    Ok(see_other(&here, say))
}

fn sign_page(round: &str) -> String {
    format!("/letters/rounds/{round}/sign")
}
