//! A sheet that is saved as it grows, by a person's own link or by a code. Looking at a page changes nothing; each press keeps one answer.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use serde::Deserialize;

use super::shown::{Place, ends, goes_back, question, shut, starts, thanked};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, see_other},
    },
    trial::surveys::{
        instrument::Instrument,
        sheet::{
            CODED, NAMED, link_fits,
            saved::{self, Found, Whose},
            steps,
        },
        wave::Mode,
    },
};

/// Which page of it; none for the first.
#[derive(Debug, Deserialize)]
pub struct At {
    at: Option<usize>,
}

/// GET /survey/named/{row}/{key}
pub async fn show_named(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    at: Query<At>,
    page: Page,
) -> Result<HttpResponse> {
    show(&floor, Mode::Named, path.into_inner(), at.at, page).await
}

/// POST /survey/named/{row}/{key}
pub async fn keep_named(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    keep(&floor, Mode::Named, path.into_inner(), page, form).await
}

/// GET /survey/coded/{row}/{key}
pub async fn show_coded(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    at: Query<At>,
    page: Page,
) -> Result<HttpResponse> {
    show(&floor, Mode::Coded, path.into_inner(), at.at, page).await
}

/// POST /survey/coded/{row}/{key}
pub async fn keep_coded(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    keep(&floor, Mode::Coded, path.into_inner(), page, form).await
}

const fn purpose(mode: Mode) -> &'static str {
    match mode {
        Mode::Coded => CODED,
        _ => NAMED,
    }
}

/// What a link leads to: whose it is, the sheet, and what is asked.
async fn found(floor: &Data<Floor>, mode: Mode, row: String) -> Result<(Whose, Found, Vec<Instrument>)> {
    let inner = floor.clone();
    floor
        .db
        .reading(move |conn| {
            let (wave, whose) = Whose::of_row(conn, mode, &row)?;
            let asked = wave.asked(conn)?;
            Ok((whose.clone(), Found::read(conn, &inner, wave, &whose)?, asked))
        })
        .await
}

async fn show(
    floor: &Data<Floor>,
    mode: Mode,
    (row, key): (String, String),
    at: Option<usize>,
    page: Page,
) -> Result<HttpResponse> {
    link_fits(floor, purpose(mode), &row, &key)?;
    let action = format!("/{}/{row}/{key}", purpose(mode));
    let (_, found, asked) = found(floor, mode, row).await?;
    if found.sent {
        return thanked(page, floor);
    }
    if !found.open {
        return shut(page, floor, &found.wave);
    }
    let steps = steps(&asked);
    let place = |at| Place { action: &action, at, mode, saved: true };
    match at {
        None => {
            let goes_on = format!("{action}?at={}", found.sheet.goes_on_at(&steps));
            starts(page, &found.wave, &asked, &action, &goes_on, found.sheet.answered() > 0)
        }
        Some(at) if at < steps.len() => question(page, &steps, &found.sheet, place(at)),
        Some(_) => ends(page, &steps, &found.sheet, place(steps.len())),
    }
}

async fn keep(
    floor: &Data<Floor>,
    mode: Mode,
    (row, key): (String, String),
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    link_fits(floor, purpose(mode), &row, &key)?;
    let action = format!("/{}/{row}/{key}", purpose(mode));
    let at = form.text("at").parse::<usize>().unwrap_or_default();
    let (inner, sent) = (floor.clone(), form.clone());
    let kept = floor.db.writing({
        let (row, place) = (row.clone(), action.clone());
        move |conn| {
            let (wave, whose) = Whose::of_row(conn, mode, &row)?;
            let asked = wave.asked(conn)?;
            let (steps, mut found) = (steps(&asked), Found::held(conn, &inner, wave, &whose)?);
            if sent.text("go") == "send" {
                return saved::send(conn, &inner, found, &whose).map(|()| None);
            }
            let step = steps.get(at).ok_or(Error::Missing("that question"))?;
            let (go, answer) = (sent.text("go"), sent.text("answer"));
            let next = if go == "back" {
                goes_back(&mut found.sheet, step, answer)?;
                Place { action: &place, at, mode, saved: true }.before()
            } else {
                found.sheet.take(step, answer, go == "skip")?;
                format!("{place}?at={}", at + 1)
            };
            saved::keep(conn, &inner, &found, &whose)?;
            Ok(Some(next))
        }
    });
    match kept.await {
        // Where a sheet was sent, its own link thanks for it.
        Ok(None) => Ok(see_other(&action, "")),
        Ok(Some(next)) => Ok(see_other(&next, "")),
        Err(Error::Invalid(complaints)) => {
            let (_, found, asked) = found(floor, mode, row).await?;
            let (page, steps) = (page.again(&form, &complaints), steps(&asked));
            let place = Place { action: &action, at, mode, saved: true };
            if at < steps.len() {
                question(page, &steps, &found.sheet, place)
            } else {
                ends(page, &steps, &found.sheet, place)
            }
        }
        Err(other) => Err(other),
    }
}
