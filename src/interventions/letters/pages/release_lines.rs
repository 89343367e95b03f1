//! The check page before the lines about the comparison arm are released, and their release. No line is shown here.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Result},
        web::{Form, Page, Visitor, done_or_again},
    },
    interventions::letters::{release_lines, store},
    trial::allocation::{
        end::ended_at,
        pages::{WATCH, reached},
    },
};

/// GET /letters/trials/{id}/release
pub async fn check_release(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let about = floor.db.reading(move |conn| about(conn, &visitor, &id)).await?;
    shown(page, &about)
}

/// POST /letters/trials/{id}/release
pub async fn release(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, trial_id, reason) = (floor.clone(), visitor.clone(), id.clone(), form.text("reason").to_owned());
    let home = format!("/letters/trials/{id}/release");
    let act = move |conn: &mut Conn| {
        let trial = reached(conn, &who, WATCH, &trial_id)?;
        release_lines::release_lines(conn, &inner, &who.account_id, &trial.id, &reason)
    };
    let about = move |conn: &mut Conn| about(conn, &visitor, &id);
    let again = |complaints: &Complaints, about: &Value| shown(page.again(&form, complaints), about);
    let said = "The lines are released. Those who run the rounds can see them now.";
    done_or_again(&floor, act, about, again, (&home, said)).await
}

fn about(conn: &mut Conn, visitor: &Visitor, trial_id: &str) -> Result<Value> {
    let trial = reached(conn, visitor, WATCH, trial_id)?;
    let (ended, released) = (ended_at(conn, trial_id)?, store::releases::has(conn, trial_id)?);
    Ok(
        json!({ "id": trial.id, "name": trial.name, "unit": trial.scheme.unit().name(), "ended_at": ended, "released": released }),
    )
}

fn shown(page: Page, about: &Value) -> Result<HttpResponse> {
    page.put("trial", about).show("letters/release.html", "Release the sealed lines")
}
