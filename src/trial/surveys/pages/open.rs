//! An anonymous sheet: the form takes its answers along from page to page, and nothing of it is kept before it is sent. Whoever is signed
//! in is nobody here.
//!
//! Once it is begun, the path has a mark of chance in it, which is kept nowhere: a whole council may fill in the same form at once behind
//! one address, and each of them is counted apart where somebody knocks too often.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::Value;

use super::shown::{Place, ends, goes_back, question, shut, starts, thanked};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, see_other},
    },
    trial::surveys::{
        instrument::Instrument,
        sheet::{OPEN, Sheet, Step, boxed, link_fits, steps},
        wave::{Mode, Wave},
    },
};

/// GET /survey/open/{row}/{key}
pub async fn show_open(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (id, key) = path.into_inner();
    link_fits(&floor, OPEN, &id, &key)?;
    let action = format!("/{OPEN}/{id}/{key}");
    let (wave, asked) = found(&floor, id).await?;
    let page = page.put("visitor", &Value::Null);
    if wave.is_open(floor.clock.now()) {
        starts(page, &wave, &asked, &action, "", false)
    } else {
        shut(page, &floor, &wave)
    }
}

/// POST /survey/open/{row}/{key}
pub async fn begin_open(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, key) = path.into_inner();
    let mark = floor.ids.random();
    go_on(&floor, (id, mark, key), page, form).await
}

/// GET /survey/open/{row}/{mark}/{key}
pub async fn show_begun_open(
    floor: Data<Floor>,
    path: Path<(String, String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (id, _, key) = path.into_inner();
    show_open(floor, (id, key).into(), page).await
}

/// GET /survey/open/{row}/{mark}/{key}/sent
///
/// A page of its own, as to load the answer to a press again would be to send the sheet again.
pub async fn show_sent_open(
    floor: Data<Floor>,
    path: Path<(String, String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (id, _, key) = path.into_inner();
    link_fits(&floor, OPEN, &id, &key)?;
    thanked(page.put("visitor", &Value::Null), &floor)
}

/// POST /survey/open/{row}/{mark}/{key}
pub async fn go_on_open(
    floor: Data<Floor>,
    path: Path<(String, String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    go_on(&floor, path.into_inner(), page, form).await
}

async fn go_on(
    floor: &Data<Floor>,
    (id, mark, key): (String, String, String),
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    link_fits(floor, OPEN, &id, &key)?;
    let action = format!("/{OPEN}/{id}/{mark}/{key}");
    let (wave, asked) = found(floor, id).await?;
    let page = page.put("visitor", &Value::Null);
    if !wave.is_open(floor.clock.now()) {
        return Err(Error::TooLate("This survey is not open now. Thank you for wanting to answer it.".into()));
    }
    let steps = steps(&asked);
    let mut sheet = Sheet::carried(&form, &steps);
    let at = form.text("at").parse::<usize>().unwrap_or_default().min(steps.len());
    let place = |at| Place { action: &action, at, mode: Mode::Anonymous, saved: false };
    if form.text("go") == "send" {
        return match put(floor, wave, sheet.clone()).await {
            Err(Error::Invalid(wrong)) => ends(page.again(&form, &wrong), &steps, &sheet, place(steps.len())),
            done => done.map(|()| see_other(&format!("{action}/sent"), "")),
        };
    }
    match turn(&mut sheet, &steps, at, &form) {
        Err(Error::Invalid(wrong)) => question(page.again(&form, &wrong), &steps, &sheet, place(at)),
        Ok(at) if at < steps.len() => question(page, &steps, &sheet, place(at)),
        done => done.and_then(|at| ends(page, &steps, &sheet, place(at))),
    }
}

/// Turns the page: takes in what the one that is left says, and tells which comes next.
fn turn(sheet: &mut Sheet, steps: &[Step<'_>], at: usize, form: &Form) -> Result<usize> {
    let (go, answer) = (form.text("go"), form.text("answer"));
    match steps.get(at) {
        _ if go == "begin" => Ok(0),
        None if go == "back" => Ok(at.saturating_sub(1)),
        Some(step) if go == "back" => goes_back(sheet, step, answer).map(|()| at.saturating_sub(1)),
        Some(step) => sheet.take(step, answer, go == "skip").map(|()| at + 1),
        None => Ok(at),
    }
}

async fn found(floor: &Data<Floor>, id: String) -> Result<(Wave, Vec<Instrument>)> {
    let reading = floor.db.reading(move |conn| {
        let wave = Wave::find(conn, &id)?;
        let asked = wave.asked(conn)?;
        if wave.mode == Mode::Anonymous { Ok((wave, asked)) } else { Err(Error::Missing("that link")) }
    });
    reading.await
}

async fn put(floor: &Data<Floor>, wave: Wave, sheet: Sheet) -> Result<()> {
    let inner = floor.clone();
    floor.db.writing(move |conn| boxed::put(conn, &inner, &wave, sheet)).await
}
