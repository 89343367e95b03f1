//! What came of a survey: scores by group, answers without names, and what people wrote, looked at first.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    one_wave::{self, here, reached_wave},
    waves::of_trial,
};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, attachment, see_other},
    },
    trial::{
        allocation::{pages::RESEARCH, sight},
        surveys::{
            instrument::Instrument,
            score::{
                figures::{OfItem, Row},
                report::{OfInstrument, Response},
            },
            sheet::texts::{self, Screened, Text},
            wave::told,
        },
        trial_ids::Joiner,
    },
};

/// POST /trials/{id}/surveys/{wave}/scores
pub async fn show_scores(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, wave_id) = path.clone();
    let (inner, who, at, why) = (floor.clone(), visitor.clone(), here(&id, &wave_id), form.text("why").to_owned());
    let found = floor.db.writing(move |conn| {
        let (trial, wave) = reached_wave(conn, &who, RESEARCH, &id, &wave_id)?;
        let by_arm = sight::told(conn, &trial.id, &who.account_id)?.then_some(why.as_str());
        let joiner = Joiner::visitor(conn, &who, &trial)?;
        let report = told::report(conn, &inner, &joiner, &wave, by_arm)?;
        Ok((wave, report))
    });
    let (wave, report) = match found.await {
        Err(Error::Invalid(complaints)) => {
            let page = page.again_of(&form, &complaints, "scores");
            return one_wave::shown(&floor, visitor, path.into_inner(), page).await;
        }
        found => found?,
    };
    page.put("here", &at)
        .put("wave", &json!({ "name": wave.name }))
        .put("title", &report.title)
        .put("unit", &report.unit)
        .put("response", &report.response.iter().map(Response::says).collect::<Vec<_>>())
        .put("by_arm", &(report.response.len() > 1))
        .put("instruments", &report.instruments.iter().map(|one| instrument(one, &report.response)).collect::<Vec<_>>())
        .put("notes", &report.notes)
        .show("surveys/scores.html", "Scores")
}

fn instrument(one: &OfInstrument, response: &[Response]) -> Value {
    let items: Vec<Value> = one.items.iter().map(item).collect();
    json!({ "heading": one.heading(), "rows": one.rows(response), "items": items, "unconfirmed": one.unconfirmed })
}

fn item(one: &OfItem) -> Value {
    let mut columns = vec![json!({ "label": "Group" })];
    columns.extend(one.answers.iter().map(|words| json!({ "label": words, "number": true })));
    let row = |(name, counts): &(String, Option<Row>)| {
        let cells = match counts {
            Some(counts) => counts.iter().map(|count| count.map_or(json!("hidden"), |count| json!(count))).collect(),
            None => vec![json!("hidden"); one.answers.len()],
        };
        std::iter::once(json!(name)).chain(cells).collect::<Vec<Value>>()
    };
    json!({ "words": one.words, "columns": columns, "rows": one.groups.iter().map(row).collect::<Vec<_>>() })
}

/// POST /trials/{id}/surveys/{wave}/answers.csv
pub async fn take_answers(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, why, (id, wave_id)) = (floor.clone(), visitor.clone(), form.text("why").to_owned(), path.clone());
    let taken = floor.db.writing(move |conn| {
        let (_, wave) = reached_wave(conn, &who, RESEARCH, &id, &wave_id)?;
        told::answers_as_csv(conn, &inner, &who.account_id, &wave, &why)
    });
    match taken.await {
        Err(Error::Invalid(complaints)) => {
            one_wave::shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        taken => Ok(attachment("answers.csv", "text/csv; charset=utf-8", taken?.into_bytes())),
    }
}

/// GET /trials/{id}/surveys/{wave}/texts
pub async fn show_texts(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

async fn shown(
    floor: &Data<Floor>,
    visitor: Visitor,
    (id, wave_id): (String, String),
    page: Page,
) -> Result<HttpResponse> {
    let (inner, at) = (floor.clone(), here(&id, &wave_id));
    let (trial, wave, asked, waiting, kept) = floor
        .db
        .reading(move |conn| {
            let (trial, wave) = reached_wave(conn, &visitor, RESEARCH, &id, &wave_id)?;
            let (waiting, kept) = (texts::to_screen(conn, &inner, &wave)?, texts::kept(conn, &inner, &wave)?);
            Ok((of_trial(&trial), wave.clone(), wave.asked(conn)?, waiting, kept))
        })
        .await?;
    let text = |text: &Text| json!({ "id": text.id, "asks": asks(&asked, &text.item), "words": text.words });
    page.put("trial", &trial)
        .put("here", &at)
        .put("wave", &json!({ "name": wave.name }))
        .put("texts", &waiting.iter().map(text).collect::<Vec<_>>())
        .put("kept", &kept.iter().map(text).collect::<Vec<_>>())
        .show("surveys/texts.html", "In their own words")
}

fn asks<'a>(asked: &'a [Instrument], key: &str) -> &'a str {
    let found = key.split_once('.').and_then(|(id, item)| Some((asked.iter().find(|one| one.id == id)?, item)));
    found.map_or("", |(instrument, item)| instrument.words(item))
}

/// POST /trials/{id}/surveys/{wave}/texts/{text}
pub async fn screen_text(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, wave_id, text_id) = path.into_inner();
    let (what, say) = match form.text("act") {
        "keep" => (Screened::Kept(form.text(&format!("words.{text_id}")).to_owned()), "Let through."),
        "remove" => (Screened::Removed, "It is gone."),
        _ => return Err(Error::invalid("act", "Let it through, or take it away.")),
    };
    let (inner, who, trial, wave) = (floor.clone(), visitor.clone(), id.clone(), wave_id.clone());
    let screened = floor.db.writing(move |conn| {
        let (_, wave) = reached_wave(conn, &who, RESEARCH, &trial, &wave)?;
        texts::screen(conn, &inner, &who.account_id, &wave, &text_id, &what)
    });
    match screened.await {
        Err(Error::Invalid(complaints)) => shown(&floor, visitor, (id, wave_id), page.again(&form, &complaints)).await,
        done => done.map(|()| see_other(&format!("{}/texts", here(&id, &wave_id)), say)),
    }
}
