//! A page that says of a PDF whether it is a letter of ours, unchanged, and what is on record of it.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor},
    },
    interventions::letters::verify_file::{Known, verify_file},
    trial::roster::people,
};

const TEMPLATE: &str = "letters/verify.html";
const TITLE: &str = "Check a letter’s file";

/// GET /letters/verify
pub async fn show_verify(page: Page) -> Result<HttpResponse> {
    page.put("looked", &false).show(TEMPLATE, TITLE)
}

/// POST /letters/verify
pub async fn look_up_file(floor: Data<Floor>, visitor: Visitor, page: Page, form: Form) -> Result<HttpResponse> {
    let sent = form.clone();
    let found = floor.db.reading(move |conn| {
        let known = verify_file(conn, &visitor, &sent)?;
        known.map(|known| told(conn, &known)).transpose()
    });
    match found.await {
        Err(Error::Invalid(complaints)) => page.again(&form, &complaints).put("looked", &false).show(TEMPLATE, TITLE),
        found => page.put("looked", &true).put("found", &found?).show(TEMPLATE, TITLE),
    }
}

fn told(conn: &mut Conn, known: &Known) -> Result<Value> {
    let person = people::person(conn, &known.letter.person_id)?;
    let signed = known.signature.as_ref().map(|signature| {
        let account = auth::account(conn, &signature.signed_by).map(|account| account.name).ok();
        json!({
            "name": signature.name, "way": signature.kind, "on_behalf": signature.on_behalf, "at": signature.signed_at,
            "account": account, "wording": signature.wording_sha256,
        })
    });
    Ok(json!({
        "round": known.round.id, "round_name": known.round.name, "letter": known.letter.id, "name": person.names.full(),
        "state": known.letter.state, "made_at": known.file.made_at, "for_pen": known.file.for_pen,
        "newest": known.newest, "sha256": known.file.sha256, "words": known.letter.words_sha256, "signed": signed,
    }))
}
