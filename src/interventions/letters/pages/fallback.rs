//! The coordinator writes two lines where the manager's do not come.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::lines::ruler;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        fallback::{Fallback, still_to_come, write_instead},
        round::run_by,
        store,
        suggested::Suggested,
        ways::{Way, Ways},
    },
    trial::roster::people,
};

/// GET /letters/rounds/{id}/fallback/{letter}
pub async fn show_fallback(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let found = floor.db.reading(move |conn| about(conn, &visitor, &path.0, &path.1));
    shown(page, &found.await?)
}

/// POST /letters/rounds/{id}/fallback/{letter}
pub async fn keep_fallback(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, here) = (floor.clone(), form.clone(), format!("/letters/rounds/{}", path.0));
    let kept = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path.0)?;
        let about = about(conn, &visitor, &path.0, &path.1)?;
        match Fallback::parse(&sent, &ruler()?) {
            Err(Error::Invalid(complaints)) => Ok(Err((about, complaints))),
            Err(error) => Err(error),
            Ok(fallback) => write_instead(conn, &inner, &visitor.account_id, &round, &path.1, &fallback).map(Ok),
        }
    });
    match kept.await? {
        Ok(()) => Ok(see_other(&here, "Saved. These lines stand in for the manager’s.")),
        Err((about, complaints)) => shown(page.again(&form, &complaints), &about),
    }
}

fn about(conn: &mut Conn, visitor: &Visitor, round_id: &str, letter_id: &str) -> Result<Value> {
    let round = run_by(conn, visitor, round_id)?;
    let two = still_to_come(conn, &round, letter_id)?;
    let person = people::person(conn, &two.person_id)?;
    let manager = two.manager_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
    Ways::read(&round.fallbacks).agreed(Way::Coordinator)?;
    let begun = two.words.iter().any(|words| !words.trim().is_empty());
    let suggestions = store::suggestions::of_round(conn, &round.id)?;
    let mut suggestions = suggestions.into_iter().filter(|one| one.letter_id == two.id);
    let suggested = suggestions.find(|one| !begun && one.state == Suggested::Given);
    let colleague = suggested.as_ref().map(|one| people::person(conn, &one.colleague_id)).transpose()?;
    let [first, second] = suggested.map_or(two.words, |one| one.words);
    Ok(json!({
        "round": round.id, "round_name": round.name, "letter": two.id, "name": person.names.full(),
        "first_name": person.names.known_as(), "manager": manager.map(|manager| manager.names.full()),
        "first": first, "second": second, "colleague": colleague.map(|colleague| colleague.names.full()),
    }))
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    page.put("about", about).show("letters/fallback.html", "Write two lines instead")
}
