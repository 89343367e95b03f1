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
        error::Result,
        web::{Form, Page, Visitor, done_or_again},
    },
    interventions::letters::{
        fallback::{Fallback, still_to_come, write_instead},
        round::run_by,
        store,
        suggested::Suggested,
        trials,
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
    let (inner, sent, who, which) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let act = move |conn: &mut Conn| {
        let round = run_by(conn, &who, &which.0)?;
        write_instead(conn, &inner, &who.account_id, &round, &which.1, &Fallback::parse(&sent, &ruler()?)?)
    };
    let here = format!("/letters/rounds/{}", path.0);
    let done = (here.as_str(), "Saved. These lines stand in for the manager’s.");
    let about = move |conn: &mut Conn| about(conn, &visitor, &path.0, &path.1);
    done_or_again(&floor, act, about, |complaints, about| shown(page.again(&form, complaints), about), done).await
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
        "round": round.id, "round_name": round.name, "unit": trials::unit(conn, &round.trial_id)?, "letter": two.id, "name": person.names.full(),
        "first_name": person.names.known_as(), "manager": manager.map(|manager| manager.names.full()),
        "first": first, "second": second, "colleague": colleague.map(|colleague| colleague.names.full()),
    }))
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    page.put("about", about).show("letters/fallback.html", "Write two lines instead")
}
