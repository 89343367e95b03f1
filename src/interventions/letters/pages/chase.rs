//! What the coordinator does about lines that do not come: a reminder by a press, and more time for everyone.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::letters::{
        deadline::{Later, move_later},
        remind_now,
        round::{Round, run_by},
    },
};

/// POST /letters/rounds/{id}/remind/{manager}
pub async fn remind_now(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    _form: Form,
) -> Result<HttpResponse> {
    let (inner, here) = (floor.clone(), format!("/letters/rounds/{}", path.0));
    let reminded = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path.0)?;
        remind_now::remind_now(conn, &inner, &visitor.account_id, &round, &path.1)
    });
    reminded.await?;
    Ok(see_other(&here, "A reminder is on its way."))
}

/// GET /letters/rounds/{id}/deadline
pub async fn show_deadline(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    let round = floor.db.reading(move |conn| run_by(conn, &visitor, &path));
    shown(page, &round.await?)
}

/// POST /letters/rounds/{id}/deadline
pub async fn move_deadline(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, here) = (floor.clone(), form.clone(), format!("/letters/rounds/{path}"));
    let moved = floor.db.writing(move |conn| {
        let round = run_by(conn, &visitor, &path)?;
        match Later::parse(&sent, &round, inner.clock.today()) {
            Err(Error::Invalid(complaints)) => Ok(Err((round, complaints))),
            Err(error) => Err(error),
            Ok(later) => move_later(conn, &inner, &visitor.account_id, &round.id, &later).map(Ok),
        }
    });
    match moved.await? {
        Ok(()) => Ok(see_other(&here, "The day is moved. Whoever still owes lines is told the new one.")),
        Err((round, complaints)) => shown(page.again(&form, &complaints), &round),
    }
}

fn shown(page: Page, round: &Round) -> Result<HttpResponse> {
    page.put("round", round).show("letters/deadline.html", "More time for lines")
}
