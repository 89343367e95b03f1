//! The summary of a Round for its licensor: a page and a file.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    feedback::{of_figures, pictures},
    shown::of_round,
};
use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Page, Visitor, attachment},
    },
    interventions::rounds::{
        round::round_by,
        summary::{Summary, said},
    },
    trial::taken::{Taken, on_record},
};

/// GET /rounds/{id}/summary
pub async fn show_summary(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (round, summary) = floor
        .db
        .reading(move |conn| {
            let (round, _) = round_by(conn, &visitor, &path)?;
            Ok((of_round(conn, &round)?, Summary::of(conn, &inner, &round)?))
        })
        .await?;
    let facts: Vec<Value> = summary.facts.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
    let groups: Vec<Value> = summary.groups.iter().map(|(name, count)| json!([name, said(*count)])).collect();
    page.put("round", &round)
        .put("facts", &facts)
        .put("groups", &groups)
        .put("figures", &of_figures(&summary.figures))
        .put("pictures", &pictures(&floor.templates, &summary.figures.questions)?)
        .put("smallest", &floor.settings.reports.smallest_group)
        .show("rounds/summary.html", "Summary for the licensor")
}

/// GET /rounds/{id}/summary.csv
pub async fn take_summary(floor: Data<Floor>, visitor: Visitor, path: Path<String>) -> Result<HttpResponse> {
    let (inner, actor) = (floor.clone(), visitor.account_id.clone());
    let (name, bytes, trial_id) = floor
        .db
        .reading(move |conn| {
            let (round, series) = round_by(conn, &visitor, &path)?;
            let bytes = Summary::of(conn, &inner, &round)?.to_csv()?;
            Ok((format!("round-{}-summary.csv", round.number), bytes, series.trial_id))
        })
        .await?;
    on_record(&floor, &actor, vec![Taken::file(&trial_id, &name)]).await?;
    Ok(attachment(&name, "text/csv; charset=utf-8", bytes))
}
