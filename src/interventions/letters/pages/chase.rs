//! What the coordinator does about lines that do not come: a reminder by a press, and more time for everyone.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        web::{Form, Page, Visitor, done_or_again, see_other},
    },
    interventions::letters::{
        deadline::{Later, move_later},
        remind_now,
        round::{Round, run_by},
        trials,
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
    let about = floor.db.reading(move |conn| about(conn, &visitor, &path));
    shown(page, &about.await?)
}

/// POST /letters/rounds/{id}/deadline
pub async fn move_deadline(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, who, which) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let act = move |conn: &mut Conn| {
        let round = run_by(conn, &who, &which)?;
        let later = Later::parse(&sent, &round, inner.clock.today())?;
        move_later(conn, &inner, &who.account_id, &round.id, &later)
    };
    let here = format!("/letters/rounds/{path}");
    let done = (here.as_str(), "The day is moved. Whoever still owes lines is told the new one.");
    let about = move |conn: &mut Conn| about(conn, &visitor, &path);
    done_or_again(&floor, act, about, |complaints, about| shown(page.again(&form, complaints), about), done).await
}

/// A round, and what its trial randomises.
fn about(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<(Round, &'static str)> {
    let round = run_by(conn, visitor, id)?;
    let unit = trials::unit(conn, &round.trial_id)?;
    Ok((round, unit))
}

fn shown(page: Page, (round, unit): &(Round, &str)) -> Result<HttpResponse> {
    page.put("round", round).put("unit", unit).show("letters/deadline.html", "More time for lines")
}
