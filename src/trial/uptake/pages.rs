//! Uptake, a page for each trial: what reached whom, as a drawing with its table, and as files. Counts only; nobody's
//! arm can be told from them.

pub use flow::flow;
pub use recall::{bring_in, recall};
pub use together::{trials, trials_file};

mod flow;
mod recall;
mod together;

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use serde_json::{Value, json};

use super::{
    blur::gather_for,
    by_group::{Grouping, Row},
    event::{Denominator, Event},
    hide::Shown,
    picture::{about, title, to_svg},
    report::{Report, percent},
};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Page, Role, Visitor, attachment},
    },
    trial::{
        allocation::{
            pages::{self, Of, Parts, reached},
            trial::Trial,
        },
        taken::{Taken, on_record},
    },
};

/// Those who may see uptake.
pub const WATCH: &[Role] = &[Role::Researcher, Role::ProgrammeLead, Role::Coordinator];

/// GET /uptake/{id}
pub async fn uptake(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    of: Query<Of>,
) -> Result<HttpResponse> {
    let may_bring = visitor.is_any(pages::WATCH);
    let actor = visitor.account_id.clone();
    let (trial, report) = report(&floor, visitor, id.clone(), of.into_inner()).await?;
    if report.arms_told {
        on_record(&floor, &actor, vec![Taken::look(&trial.id, "uptake").by_part(&trial)]).await?;
    }
    page.put("id", &*id)
        .put("parts", &Parts::of(&trial))
        .put("may_bring", &(may_bring && report.intervention == "letters"))
        .put("reached", &report.reached)
        .put("note", &report.note)
        .put("trial", &report.trial)
        .put("unit", &report.unit)
        .put("list", &report.list)
        .put(
            "picture",
            &json!({ "title": title(&report), "about": about(&report), "svg": to_svg(&floor.templates, &report)? }),
        )
        .put("rows", &rows(&report))
        .put("not_owed", &report.funnel.not_owed)
        .put("authorities", &authorities(&report))
        .put("groupings", &groupings(&report))
        .put("checks", &report.funnel.checks)
        .put("adds_up", &report.funnel.adds_up())
        .put("codebook", &codebook())
        .show("uptake/uptake.html", "Uptake")
}

/// GET /uptake/{id}/{file}
pub async fn file(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    of: Query<Of>,
) -> Result<HttpResponse> {
    let (id, name) = path.into_inner();
    if name.starts_with("flow.") {
        return flow::flow_file(&floor, visitor, (id, of.into_inner()), &name).await;
    }
    let actor = visitor.account_id.clone();
    let (trial, report) = report(&floor, visitor, id, of.into_inner()).await?;
    let file = match name.as_str() {
        "uptake.csv" => attachment(&name, "text/csv; charset=utf-8", report.to_csv().into_bytes()),
        "uptake.json" => attachment(&name, "application/json", serde_json::to_vec_pretty(&report.to_json())?),
        "uptake.svg" => attachment(&name, "image/svg+xml", to_svg(&floor.templates, &report)?.into_bytes()),
        _ => return Err(Error::Missing("That file")),
    };
    on_record(&floor, &actor, vec![Taken::file(&trial.id, &name).by_part(&trial).with_arms(report.arms_told)]).await?;
    Ok(file)
}

async fn report(floor: &Data<Floor>, visitor: Visitor, id: String, of: Of) -> Result<(Trial, Report)> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let trial = of.look_at(&reached(conn, &visitor, WATCH, &id)?)?;
        let report = gather_for(conn, &floor, &trial, &visitor)?;
        Ok((trial, report))
    })
    .await
}

fn rows(report: &Report) -> Vec<Value> {
    let row = |figure: &super::funnel::Figure| {
        let of = if figure.of == Denominator::None {
            String::new()
        } else {
            format!("{} {}", figure.whole, figure.of.words())
        };
        let share = match figure.to_beat {
            Some(beat) => format!("{} ({})", percent(figure.share()), beat.says),
            None => percent(figure.share()),
        };
        json!([figure.label, figure.count, share, of, percent(report.funnel.step(figure))])
    };
    report.funnel.figures.iter().map(row).collect()
}

fn authorities(report: &Report) -> Vec<Value> {
    report.by_authority.iter().map(of_group).collect()
}

fn groupings(report: &Report) -> Vec<Value> {
    report.groupings.iter().map(of_grouping).collect()
}

fn of_grouping(grouping: &Grouping) -> Value {
    let number = |label: &str| json!({ "label": label, "number": true });
    let columns = [json!({ "label": "Group" }), number(grouping.of)];
    let columns: Vec<Value> = columns.into_iter().chain(grouping.steps.iter().map(|step| number(step.words))).collect();
    let row = |row: &Row| match &row.figures {
        Some((size, counts)) => {
            [json!(row.name), json!(size)].into_iter().chain(counts.iter().map(|n| json!(n))).collect()
        }
        None => {
            let none = grouping.steps.iter().map(|_| json!(""));
            [json!(row.name), json!("hidden, too few")].into_iter().chain(none).collect::<Vec<_>>()
        }
    };
    json!({ "by": grouping.by, "of": grouping.of, "columns": columns, "rows": grouping.rows.iter().map(row).collect::<Vec<_>>() })
}

fn of_group(shown: &Shown) -> Value {
    match shown {
        Shown::Figure(group) => json!([group.name, group.count, group.size]),
        Shown::Hidden { name } => json!([name, "hidden, too few people", ""]),
    }
}

fn codebook() -> Vec<Value> {
    Event::ALL
        .iter()
        .map(|event| json!([event.name(), event.meaning(), event.caused_by(), event.denominator().words()]))
        .collect()
}
