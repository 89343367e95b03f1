//! The first page of uptake: the funnel of every trial that the visitor may see, and the same as files.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::WATCH;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Page, Visitor, attachment},
    },
    trial::{
        allocation::{pages::reaches, trial::Trial},
        taken::on_record,
        uptake::{
            blur::gather_for,
            picture::about,
            together::{
                OfTrial, Together,
                draw::{one_svg, to_svg},
            },
        },
    },
};

/// GET /uptake
pub async fn trials(page: Page, floor: Data<Floor>, visitor: Visitor) -> Result<HttpResponse> {
    let actor = visitor.account_id.clone();
    let together = read(&floor, visitor).await?;
    on_record(&floor, &actor, together.taken("")).await?;
    let shown = together.trials.iter().enumerate().map(|(nth, one)| shown(&floor, nth, one));
    page.put("trials", &shown.collect::<Result<Vec<_>>>()?)
        .put("note", &together.trials.first().map_or("", |one| one.report.note.as_str()))
        .show("uptake/trials.html", "Uptake")
}

fn shown(floor: &Floor, nth: usize, one: &OfTrial) -> Result<Value> {
    let rows: Vec<_> = one.lines().iter().map(super::super::together::Line::cells).collect();
    Ok(json!({
        "id": one.id, "query": one.query, "name": one.report.trial, "eyebrow": one.about(), "about": about(&one.report),
        "svg": one_svg(&floor.templates, one, &format!("funnel-{nth}"))?, "rows": rows,
        "drawn": one.is_drawn(),
        "adds_up": one.report.funnel.adds_up(),
    }))
}

/// GET /uptake.{kind}
pub async fn trials_file(floor: Data<Floor>, visitor: Visitor, kind: Path<String>) -> Result<HttpResponse> {
    let actor = visitor.account_id.clone();
    let together = read(&floor, visitor).await?;
    let name = format!("uptake.{kind}");
    let file = match kind.as_str() {
        "csv" => attachment(&name, "text/csv; charset=utf-8", together.to_csv()?.into_bytes()),
        "json" => attachment(&name, "application/json", serde_json::to_vec_pretty(&together.to_json())?),
        "svg" => attachment(&name, "image/svg+xml", to_svg(&floor.templates, &together)?.into_bytes()),
        _ => return Err(Error::Missing("That file")),
    };
    on_record(&floor, &actor, together.taken(&name)).await?;
    Ok(file)
}

async fn read(floor: &Data<Floor>, visitor: Visitor) -> Result<Together> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let mut theirs = Vec::new();
        for trial in Trial::all(conn)? {
            if reaches(conn, &visitor, WATCH, &trial)? {
                theirs.push(trial);
            }
        }
        Together::of(&theirs, |trial| gather_for(conn, &floor, trial, &visitor))
    })
    .await
}
