//! The check before a held letter goes back to the manager: it says what that gives away.

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
        give_back::{can_go_back, give_back},
        hold::Reason,
        round::run_by,
        trials,
    },
    trial::roster::people,
};

type Letter = Path<(String, String)>;

/// GET /letters/rounds/{id}/letters/{letter}/give-back
pub async fn check_give_back(floor: Data<Floor>, visitor: Visitor, path: Letter, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let about = floor.db.reading(move |conn| about(conn, &inner, &visitor, &path.0, &path.1)).await?;
    shown(page, &about)
}

/// POST /letters/rounds/{id}/letters/{letter}/give-back
pub async fn give_letter_back(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Letter,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, who, which) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let act = move |conn: &mut Conn| {
        let round = run_by(conn, &who, &which.0)?;
        let why = Reason::parse("reason", sent.text("reason"))?;
        give_back(conn, &inner, &who.account_id, &round, &which.1, &why)
    };
    let here = format!("/letters/rounds/{}/sign", path.0);
    let done = (here.as_str(), "The manager is asked for other lines. That they now know is on record.");
    let on = floor.clone();
    let about = move |conn: &mut Conn| about(conn, &on, &visitor, &path.0, &path.1);
    done_or_again(&floor, act, about, |complaints, about| shown(page.again(&form, complaints), about), done).await
}

fn about(conn: &mut Conn, floor: &Floor, visitor: &Visitor, round_id: &str, letter_id: &str) -> Result<Value> {
    let round = run_by(conn, visitor, round_id)?;
    let (letter, post) = can_go_back(conn, floor, &round, letter_id)?;
    let (person, manager) = (people::person(conn, &letter.person_id)?, people::person(conn, post.person_id())?);
    Ok(json!({
        "round": round.id, "unit": trials::unit(conn, &round.trial_id)?, "letter": letter.id, "name": person.names.full(), "manager": manager.names.full(),
        "reason": letter.reason, "lines": letter.words,
    }))
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    page.put("about", about).show("letters/give_back.html", "Give a letter back")
}
