//! The released lines about a round's comparison arm, to read, and to take away as a file, which goes on record.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        error::{Error, Result},
        web::{Form, Page, Visitor, attachment},
    },
    interventions::letters::{
        comparison_lines::{comparison_lines, to_csv},
        round::run_by,
        trials,
    },
    trial::{allocation::trial::Trial, taken::read_why},
};

/// GET /letters/rounds/{id}/comparison
pub async fn show_comparison(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| {
        let round = run_by(conn, &visitor, &id)?;
        let lines = comparison_lines(conn, &inner, &round)?;
        Ok((json!({ "id": round.id, "name": round.name, "unit": trials::unit(conn, &round.trial_id)? }), lines))
    });
    let (round, lines) = found.await?;
    page.put("round", &round).put("lines", &lines).show("letters/comparison.html", "Released lines")
}

/// POST /letters/rounds/{id}/comparison.csv
pub async fn take_comparison(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, id, given) = (floor.clone(), visitor.clone(), path.clone(), form.text("why").to_owned());
    let taken = floor.db.writing(move |conn| {
        let round = run_by(conn, &who, &id)?;
        let lines = comparison_lines(conn, &inner, &round)?;
        let why = read_why(&given, "Say in a few words what the lines are for. It is kept on the audit log.")?;
        let detail = format!("of {} people; {why}", lines.len());
        let act = Act::new(&who.account_id, "lines.taken", &round.id).because(detail);
        audit::write(conn, inner.clock.now(), &act)?;
        to_csv(&lines, Trial::find(conn, &round.trial_id)?.scheme.unit())
    });
    match taken.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        taken => Ok(attachment("released-lines.csv", "text/csv; charset=utf-8", taken?)),
    }
}
