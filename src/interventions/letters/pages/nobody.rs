//! Closing somebody's lines, where nobody can write two.

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
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        fallback::still_to_come,
        nobody::{Close, Why, close},
        round::run_by,
        ways::{Way, Ways},
    },
    trial::roster::people,
};

/// GET /letters/rounds/{id}/nobody/{letter}
pub async fn show_nobody(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let found = floor.db.reading(move |conn| about(conn, &visitor, &path.0, &path.1));
    shown(page, &found.await?)
}

/// POST /letters/rounds/{id}/nobody/{letter}
pub async fn close_lines(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, here) = (floor.clone(), form.clone(), format!("/letters/rounds/{}", path.0));
    let closed = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path.0)?;
        let about = about(conn, &visitor, &path.0, &path.1)?;
        match Close::parse(&sent) {
            Err(Error::Invalid(complaints)) => Ok(Err((about, complaints))),
            Err(error) => Err(error),
            Ok(why) => close(conn, &inner, &visitor.account_id, &round, &path.1, &why).map(Ok),
        }
    });
    match closed.await? {
        Ok(()) => Ok(see_other(&here, "Closed. Nobody is asked for these lines any more, and the record says why.")),
        Err((about, complaints)) => shown(page.again(&form, &complaints), &about),
    }
}

fn about(conn: &mut Conn, visitor: &Visitor, round_id: &str, letter_id: &str) -> Result<Value> {
    let round = run_by(conn, visitor, round_id)?;
    let two = still_to_come(conn, &round, letter_id)?;
    Ways::read(&round.fallbacks).agreed(Way::Nobody)?;
    let person = people::person(conn, &two.person_id)?;
    let begun = two.words.iter().any(|words| !words.trim().is_empty());
    Ok(json!({
        "round": round.id, "round_name": round.name, "letter": two.id, "name": person.names.full(),
        "first_name": person.names.known_as(), "begun": begun,
    }))
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    let whys: Vec<Value> = Why::ALL.iter().map(|why| json!({ "value": why.name(), "text": why.says() })).collect();
    page.put("about", about).put("whys", &whys).show("letters/nobody.html", "Nobody can write")
}
