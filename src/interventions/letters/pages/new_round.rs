//! Setting up a round.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        round::{Choices, NewRound, set_up},
        ways::{Way, Ways},
    },
};

/// GET /letters/rounds/new
pub async fn show_new_round(floor: Data<Floor>, visitor: Visitor, page: Page) -> Result<HttpResponse> {
    let choices = floor.db.reading(move |conn| Choices::of(conn, &visitor)).await?;
    shown(page, &choices, &Ways::usual())
}

/// POST /letters/rounds
pub async fn set_up_round(floor: Data<Floor>, visitor: Visitor, page: Page, form: Form) -> Result<HttpResponse> {
    let (inner, sent) = (floor.clone(), form.clone());
    let made = floor.db.writing(move |conn| {
        let choices = Choices::of(conn, &visitor)?;
        let new = NewRound::parse(&sent, &choices, inner.clock.today());
        match new.and_then(|new| set_up(conn, &inner, &visitor.account_id, new)) {
            Err(Error::Invalid(complaints)) => Ok(Err((choices, complaints))),
            other => other.map(Ok),
        }
    });
    match made.await? {
        Ok(id) => {
            Ok(see_other(&format!("/letters/rounds/{id}"), "The round is set up. Nobody has been written to yet."))
        }
        Err((choices, complaints)) => shown(page.again(&form, &complaints), &choices, &Ways::ticked(&form)),
    }
}

/// Each way round missing lines, as the form says it.
const WAYS: [(Way, &str, &str); 4] = [
    (Way::Coordinator, "Those who run the letters write two lines", "With a reason on record"),
    (Way::Deputy, "The manager’s page is handed on", "To another manager, or to somebody of the team"),
    (Way::Colleague, "A colleague suggests two lines", "The manager reads them first, and takes them on or not"),
    (Way::Nobody, "Nobody writes", "No letter is made, and the record says why"),
];

fn shown(page: Page, choices: &Choices, agreed: &Ways) -> Result<HttpResponse> {
    let ways = WAYS
        .map(|(way, text, hint)| json!({ "value": way.name(), "text": text, "hint": hint, "ticked": agreed.has(way) }));
    let page = page.put("ways", &ways);
    let option = |value: &str, text: &str| json!({ "value": value, "text": text });
    let authorities: Vec<Value> = choices.authorities.iter().map(|one| option(&one.id, &one.name)).collect();
    let trials: Vec<Value> = choices.trials.iter().map(|(id, name)| option(id, name)).collect();
    let leaders = choices.leaders.iter();
    let leaders: Vec<Value> =
        leaders.map(|one| option(&one.id, &format!("{}, {}", one.names.full(), one.authority))).collect();
    let page = page.put("authorities", &authorities).put("trials", &trials).put("leaders", &leaders);
    page.show("letters/round_new.html", "Start a round of letters")
}
