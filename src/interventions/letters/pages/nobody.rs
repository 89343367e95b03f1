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
        error::Result,
        web::{Form, Page, Visitor, done_or_again},
    },
    interventions::letters::{
        fallback::still_to_come,
        nobody::{Close, Why, close},
        round::run_by,
        trials,
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
    let (inner, sent, who, which) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let act = move |conn: &mut Conn| {
        let round = run_by(conn, &who, &which.0)?;
        close(conn, &inner, &who.account_id, &round, &which.1, &Close::parse(&sent)?)
    };
    let here = format!("/letters/rounds/{}", path.0);
    let done = (here.as_str(), "Closed. Nobody is asked for these lines any more, and the record says why.");
    let about = move |conn: &mut Conn| about(conn, &visitor, &path.0, &path.1);
    done_or_again(&floor, act, about, |complaints, about| shown(page.again(&form, complaints), about), done).await
}

fn about(conn: &mut Conn, visitor: &Visitor, round_id: &str, letter_id: &str) -> Result<Value> {
    let round = run_by(conn, visitor, round_id)?;
    let two = still_to_come(conn, &round, letter_id)?;
    Ways::read(&round.fallbacks).agreed(Way::Nobody)?;
    let person = people::person(conn, &two.person_id)?;
    let begun = two.words.iter().any(|words| !words.trim().is_empty());
    Ok(json!({
        "round": round.id, "round_name": round.name, "unit": trials::unit(conn, &round.trial_id)?, "letter": two.id, "name": person.names.full(),
        "first_name": person.names.known_as(), "begun": begun,
    }))
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    let whys: Vec<Value> = Why::ALL.iter().map(|why| json!({ "value": why.name(), "text": why.says() })).collect();
    page.put("about", about).put("whys", &whys).show("letters/nobody.html", "Nobody can write")
}
