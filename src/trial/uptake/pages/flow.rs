//! The flow of participants, as a drawing with its table, and as files. What is inside the arms is for those who may see them.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
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
        allocation::{
            pages::{Of, Parts, reached},
            trial::Trial,
        },
        conduct::told::of_sites,
        taken::{Taken, on_record},
        uptake::flow::{
            Flow,
            draw::{about, title, to_svg},
            gather::gather,
            written::Line,
        },
    },
};

/// GET /uptake/{id}/flow
pub async fn flow(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    of: Query<Of>,
) -> Result<HttpResponse> {
    let id = path.into_inner();
    let actor = visitor.account_id.clone();
    let (flow, trial) = read(&floor, visitor, (id.clone(), of.into_inner())).await?;
    if flow.tells_arms() {
        on_record(&floor, &actor, vec![Taken::look(&id, "the flow of participants").by_part(&trial)]).await?;
    }
    let trial_id = id.clone();
    let withdrawn = floor.db.reading(move |conn| of_sites(conn, &trial_id)).await?;
    let picture = json!({ "title": title(&flow), "about": about(&flow), "svg": to_svg(&floor.templates, &flow)? });
    page.put("id", &id)
        .put("parts", &Parts::of(&trial))
        .put("trial", &flow.trial)
        .put("unit", &flow.unit)
        .put("picture", &picture)
        .put("table", &table(&flow))
        .put("withdrawn", &withdrawn)
        .put("notes", &flow.notes)
        .put("footnotes", &flow.footnotes())
        .put("told", &flow.arms.iter().all(|arm| arm.inside.is_some()))
        .put("checks", &flow.checks)
        .put("adds_up", &flow.adds_up())
        .show("uptake/flow.html", "Flow of participants")
}

/// The table under the drawing; units of allocation have a column where they are not people.
fn table(flow: &Flow) -> Value {
    let mut columns =
        vec![json!({ "label": "Arm" }), json!({ "label": "Box" }), json!({ "label": "People", "number": true })];
    let units = flow.unit != "person";
    columns.extend(units.then(|| json!({ "label": format!("Of so many {}s", flow.unit), "number": true })));
    let row = |line: &Line| {
        let says = if line.reason { format!("– {}", line.says) } else { line.says.clone() };
        let cells = [json!(line.arm), json!(says), json!(line.people)];
        cells.into_iter().chain(units.then(|| json!(line.units))).collect::<Vec<_>>()
    };
    json!({ "columns": columns, "rows": flow.lines().iter().map(row).collect::<Vec<_>>() })
}

/// One of the files of the flow.
pub(super) async fn flow_file(
    floor: &Data<Floor>,
    visitor: Visitor,
    which: (String, Of),
    name: &str,
) -> Result<HttpResponse> {
    let actor = visitor.account_id.clone();
    let (flow, trial) = read(floor, visitor, which).await?;
    let file = match name {
        "flow.csv" => attachment(name, "text/csv; charset=utf-8", flow.to_csv().into_bytes()),
        "flow.json" => attachment(name, "application/json", serde_json::to_vec_pretty(&flow.to_json()?)?),
        "flow.svg" => attachment(name, "image/svg+xml", to_svg(&floor.templates, &flow)?.into_bytes()),
        _ => return Err(Error::Missing("That file")),
    };
    let taken = Taken::file(&trial.id, name).by_part(&trial).with_arms(flow.tells_arms());
    on_record(floor, &actor, vec![taken]).await?;
    Ok(file)
}

async fn read(floor: &Data<Floor>, visitor: Visitor, (id, of): (String, Of)) -> Result<(Flow, Trial)> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let trial = of.look_at(&reached(conn, &visitor, WATCH, &id)?)?;
        Ok((gather(conn, &floor, &trial, &visitor.account_id)?, trial))
    })
    .await
}
