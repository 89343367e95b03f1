//! Setting up a run.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::{
        course::Course,
        run::{Choices, NewRun, set_up},
    },
};

/// GET /goals/runs/new
pub async fn show_new_run(floor: Data<Floor>, visitor: Visitor, page: Page) -> Result<HttpResponse> {
    let choices = floor.db.reading(move |conn| Choices::of(conn, &visitor)).await?;
    shown(page, &choices)
}

/// POST /goals/runs
pub async fn set_up_run(floor: Data<Floor>, visitor: Visitor, page: Page, form: Form) -> Result<HttpResponse> {
    let (inner, sent) = (floor.clone(), form.clone());
    let made = floor.db.writing(move |conn| {
        let choices = Choices::of(conn, &visitor)?;
        let new = NewRun::parse(&sent, &choices, inner.clock.today());
        match new.and_then(|new| set_up(conn, &inner, &visitor.account_id, new)) {
            Err(Error::Invalid(complaints)) => Ok(Err((choices, complaints))),
            other => other.map(Ok),
        }
    });
    match made.await? {
        Ok(id) => Ok(see_other(&format!("/goals/runs/{id}"), "The run is set up. Nobody has been written to yet.")),
        Err((choices, complaints)) => shown(page.again(&form, &complaints), &choices),
    }
}

fn shown(page: Page, choices: &Choices) -> Result<HttpResponse> {
    let option = |value: &str, text: &str| json!({ "value": value, "text": text });
    let trials: Vec<Value> = choices.trials.iter().map(|(id, name)| option(id, name)).collect();
    let authorities: Vec<Value> = choices.authorities.iter().map(|one| option(&one.id, &one.name)).collect();
    let courses: Vec<Value> = Course::all().iter().map(|course| option(&course.key, &course.name)).collect();
    let page = page.put("trials", &trials).put("authorities", &authorities).put("courses", &courses);
    page.show("goals/run_new.html", "Start a run of the course")
}
