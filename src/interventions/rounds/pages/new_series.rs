//! Planning a year of Rounds.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        new_series::{Choices, NewSeries},
        series::set_up,
    },
};

/// GET /rounds/new
pub async fn show_new_series(floor: Data<Floor>, visitor: Visitor, page: Page) -> Result<HttpResponse> {
    let choices = floor.db.reading(move |conn| Choices::of(conn, &visitor)).await?;
    shown(page, &floor, &choices)
}

/// POST /rounds
pub async fn set_up_series(floor: Data<Floor>, visitor: Visitor, page: Page, form: Form) -> Result<HttpResponse> {
    let (inner, sent) = (floor.clone(), form.clone());
    let made = floor.db.writing(move |conn| {
        let choices = Choices::of(conn, &visitor)?;
        let new = NewSeries::parse(&sent, &choices, &inner);
        match new.and_then(|new| set_up(conn, &inner, &visitor.account_id, new)) {
            Err(Error::Invalid(complaints)) => Ok(Err((choices, complaints))),
            other => other.map(Ok),
        }
    });
    match made.await? {
        Ok(id) => {
            Ok(see_other(&format!("/rounds/series/{id}"), "The year is planned. Nobody has been written to yet."))
        }
        Err((choices, complaints)) => shown(page.again(&form, &complaints), &floor, &choices),
    }
}

fn shown(page: Page, floor: &Data<Floor>, choices: &Choices) -> Result<HttpResponse> {
    let option = |value: &str, text: &str| json!({ "value": value, "text": text });
    let trials: Vec<Value> = choices.trials.iter().map(|(id, name)| option(id, name)).collect();
    let authorities: Vec<Value> = choices.authorities.iter().map(|one| option(&one.id, &one.name)).collect();
    let names = &floor.settings.rounds;
    page.put("trials", &trials)
        .put("authorities", &authorities)
        .put("called", &names.called)
        .put("neutral", &names.neutral)
        .show("rounds/new.html", "Plan a year of Rounds")
}
