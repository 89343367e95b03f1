//! The texts of a run, with what is pointed out about each, and the site's own words in their place.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::{
        framing::reading_age,
        run::{Run, run_by},
        wording::{Read, read, reword, version},
    },
    trial::allocation::trial::Trial,
};

/// GET /goals/runs/{id}/words
pub async fn show_words(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let found = texts(&floor, visitor, path.into_inner()).await?;
    shown(page, &found)
}

/// POST /goals/runs/{id}/words
pub async fn keep_words(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, id, sent) = (floor.clone(), visitor.clone(), path.clone(), form.clone());
    let kept = floor.db.writing(move |conn| {
        let run = run_by(conn, &who, &id)?;
        let fields =
            sent.fields().filter_map(|(name, words)| Some((name.strip_prefix("text.")?.to_owned(), words.to_owned())));
        reword(conn, &inner, &who.account_id, &run, &fields.collect::<Vec<_>>())
    });
    match kept.await {
        Err(Error::Invalid(complaints)) => {
            let found = texts(&floor, visitor, path.into_inner()).await?;
            shown(page.again(&form, &complaints), &found)
        }
        kept => kept.map(|changed| {
            let said = match changed {
                0 => "Nothing was changed.".to_owned(),
                1 => "One text is changed.".to_owned(),
                more => format!("{more} texts are changed."),
            };
            see_other(&format!("/goals/runs/{path}/words"), &said)
        }),
    }
}

/// All that the page shows; `unit` is what the trial randomised.
struct Shown {
    run: Run,
    unit: &'static str,
    version: String,
    texts: Vec<Read>,
}

async fn texts(floor: &Data<Floor>, visitor: Visitor, id: String) -> Result<Shown> {
    let inner = floor.clone();
    let found = move |conn: &mut _| {
        let run = run_by(conn, &visitor, &id)?;
        let (version, texts) = (version(conn, &run)?, read(conn, &inner, &run)?);
        let unit = Trial::find(conn, &run.trial_id)?.scheme.unit().name();
        Ok(Shown { run, unit, version, texts })
    };
    floor.db.reading(found).await
}

fn shown(page: Page, Shown { run, unit, version, texts }: &Shown) -> Result<HttpResponse> {
    let rows = texts.iter().map(|one| {
        json!({ "key": one.key, "text": one.text, "remarks": one.remarks, "age": format!("{:.0}", reading_age(&one.text).max(5.0)) })
    });
    let open = texts.iter().filter(|text| !text.remarks.is_empty()).count();
    page.put("run", &json!({ "id": run.id, "name": run.name, "unit": unit }))
        .put("version", version)
        .put("texts", &rows.collect::<Vec<_>>())
        .put("open", &open)
        .show("goals/words.html", "The words of the course")
}
