//! An outcome by arm. It is a press and not a link, since to set outcomes beside arms goes on the audit log.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use super::{extracts, here};
use crate::{
    floor::{
        Floor,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, attachment},
    },
    trial::{
        allocation::pages::{Of, RESEARCH, reached},
        outcomes::told::{Asked, Outcome, Report, gather},
        trial_ids::Joiner,
    },
};

/// POST /outcomes/{trial}/told
pub async fn told_by_arm(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let id = id.into_inner();
    let asked = match read(&form) {
        Ok(asked) => asked,
        Err(complaints) => return extracts::shown(page.again(&form, &complaints), &floor, visitor, id, &[]).await,
    };
    let of = Of::named(Some(form.text("of")));
    let (inner, trial_id, who) = (floor.clone(), id.clone(), visitor.clone());
    let gathered = floor.db.writing(move |conn| {
        let trial = of.look_at(&reached(conn, &who, RESEARCH, &trial_id)?)?;
        let joiner = Joiner::visitor(conn, &who, &trial)?;
        gather(conn, &inner, &joiner, &who.account_id, &trial, &asked)
    });
    let gathered = match gathered.await {
        Err(Error::Invalid(complaints)) => {
            return extracts::shown(page.again(&form, &complaints), &floor, visitor, id, &[]).await;
        }
        gathered => gathered?,
    };
    let told = tokio::task::spawn_blocking(move || gathered.report(&floor)).await?;
    match form.text("go") {
        "csv" => Ok(attachment("outcome.csv", "text/csv; charset=utf-8", told.to_csv().into_bytes())),
        "json" => Ok(attachment("outcome.json", "application/json", serde_json::to_vec_pretty(&told.to_json())?)),
        _ => show(page, &id, &form, &told),
    }
}

fn show(page: Page, id: &str, form: &Form, told: &Report) -> Result<HttpResponse> {
    let comparison = |(title, rows): (String, Vec<Vec<String>>)| json!({ "title": title, "rows": rows });
    page.put("here", &here(id))
        .put("trial", &told.trial)
        .put("unit", &told.unit)
        .put("title", &told.title)
        .put("days", &told.days)
        .put("method", &told.method)
        .put("asked", &json!({ "outcome": told.key, "extracts": form.text("extracts"), "of": form.text("of") }))
        .put("arms", &told.rows_of_arms())
        .put("comparisons", &told.comparisons().into_iter().map(comparison).collect::<Vec<_>>())
        .put("notes", &told.notes)
        .put("protocol", &told.protocol)
        .show("outcomes/told.html", "An outcome by arm")
}

fn read(form: &Form) -> Result<Asked, Complaints> {
    let mut complaints = Complaints::default();
    let outcome = match Outcome::parse(form.text("outcome")) {
        Ok(outcome) => Some(outcome),
        Err(Error::Invalid(_)) if form.text("outcome").is_empty() => {
            complaints.add("outcome", "Choose an outcome.");
            None
        }
        Err(error) => {
            complaints.add("outcome", error.to_string());
            None
        }
    };
    let typed = form.text("extracts");
    let extracts = typed.parse().ok();
    if extracts.is_none() && !typed.is_empty() {
        complaints.add("extracts", "Choose an extract, or leave it at all of them.");
    }
    match outcome {
        Some(outcome) if complaints.is_empty() => Ok(Asked { outcome, extracts, why: form.text("why").to_owned() }),
        _ => Err(complaints),
    }
}
