//! Planning tokens for a trial in an authority.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::tokens::plan::{Choices, NewPlan, set_up},
};

/// GET /tokens/new
pub async fn show_new_plan(floor: Data<Floor>, visitor: Visitor, page: Page) -> Result<HttpResponse> {
    shown(page, &floor, visitor).await
}

/// POST /tokens
pub async fn set_up_plan(floor: Data<Floor>, visitor: Visitor, page: Page, form: Form) -> Result<HttpResponse> {
    let (inner, sent, who) = (floor.clone(), form.clone(), visitor.clone());
    let made = floor.db.writing(move |conn| {
        let new = NewPlan::parse(&sent, &Choices::of(conn, &who)?)?;
        set_up(conn, &inner, &who.account_id, new)
    });
    match made.await {
        Err(Error::Invalid(complaints)) => shown(page.again(&form, &complaints), &floor, visitor).await,
        made => made.map(|id| see_other(&format!("/tokens/plans/{id}"), "The buildings are on record.")),
    }
}

async fn shown(page: Page, floor: &Data<Floor>, visitor: Visitor) -> Result<HttpResponse> {
    let choices = floor.db.reading(move |conn| Choices::of(conn, &visitor)).await?;
    let option = |value: &str, text: &str| json!({ "value": value, "text": text });
    let trials: Vec<Value> = choices.trials.iter().map(|(id, name)| option(id, name)).collect();
    let authorities: Vec<Value> = choices.authorities.iter().map(|one| option(&one.id, &one.name)).collect();
    page.put("trials", &trials)
        .put("authorities", &authorities)
        .put("least", &floor.settings.tokens.least_people)
        .show("tokens/new.html", "Plan coffee and tea")
}
