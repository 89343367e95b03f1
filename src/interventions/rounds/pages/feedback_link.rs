//! The form that is the same for everybody. It knows nobody, whoever is signed in: nothing but counts, and a sealed comment, comes
//! of it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::of_round;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, see_other},
    },
    interventions::rounds::{
        feedback::{
            answer::{self, Answers},
            instrument::{Instrument, Question},
            is_open, link_fits, path as path_of,
        },
        store,
    },
};

/// GET /rounds/feedback/{round}/{key}
pub async fn show_feedback_form(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (id, key) = path.into_inner();
    link_fits(&floor, &id, &key)?;
    shown(&floor, id, page).await
}

/// POST /rounds/feedback/{round}/{key}
pub async fn send_feedback(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, key) = path.into_inner();
    link_fits(&floor, &id, &key)?;
    let answers = match Answers::parse(&form, &Instrument::of(&floor)?) {
        Err(Error::Invalid(complaints)) => return shown(&floor, id, page.again(&form, &complaints)).await,
        answers => answers?,
    };
    let (inner, sent) = (floor.clone(), format!("{}/sent", path_of(&floor, &id)));
    floor.db.writing(move |conn| answer::keep(conn, &inner, &id, &answers)).await?;
    Ok(see_other(&sent, ""))
}

/// GET /rounds/feedback/{round}/{key}/sent
///
/// A page of its own, as to load the answer to a press again would be to count the form again.
pub async fn show_feedback_sent(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (id, key) = path.into_inner();
    link_fits(&floor, &id, &key)?;
    page.put("visitor", &Value::Null).show("rounds/feedback_thanks.html", "Thank you")
}

async fn shown(floor: &Data<Floor>, id: String, page: Page) -> Result<HttpResponse> {
    let (now, action, instrument) = (floor.clock.now(), path_of(floor, &id), Instrument::of(floor)?);
    let (round, open) = floor
        .db
        .reading(move |conn| {
            let round = store::rounds::one(conn, &id)?;
            Ok((of_round(conn, &round)?, is_open(&round, now)))
        })
        .await?;
    let question = |one: &Question| {
        let options: Vec<Value> =
            one.answers.iter().map(|(key, words)| json!({ "value": key, "text": words })).collect();
        json!({ "field": one.field(), "words": one.words, "options": options })
    };
    // Whoever is signed in is nobody here, and is shown as nobody.
    page.put("visitor", &Value::Null)
        .put("round", &round)
        .put("open", &open)
        .put("questions", &instrument.questions().iter().map(question).collect::<Vec<_>>())
        .put("comment_asks", &instrument.comment_asks)
        .put("action", &action)
        .show("rounds/feedback_form.html", "How was it?")
}
