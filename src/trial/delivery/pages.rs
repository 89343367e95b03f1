//! The page of what was delivered in a trial: the dose ledger, and the description under its headings; with their files.

pub use write::{ask_words, keep_words};

mod write;

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    description::{Description, Item},
    ledger::{Ledger, Line},
    told::Rooms,
    written::UNTOLD,
};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        error::{Error, Result},
        web::{Page, Visitor, attachment},
    },
    trial::{
        allocation::pages::{RESEARCH, WATCH, reached},
        taken::{Taken, on_record},
        uptake::blur::opens,
    },
};

/// GET /trials/{id}/delivery
pub async fn delivery(
    page: Page,
    floor: Data<Floor>,
    rooms: Data<Rooms>,
    visitor: Visitor,
    path: Path<String>,
) -> Result<HttpResponse> {
    let id = path.into_inner();
    let may_write = visitor.is_any(RESEARCH);
    let actor = visitor.account_id.clone();
    let (ledger, described) = read(&floor, rooms, visitor, id.clone()).await?;
    if ledger.as_ref().is_some_and(Ledger::tells_arms) {
        on_record(&floor, &actor, vec![Taken::look(&id, "what was delivered")]).await?;
    }
    let rows = ledger.as_ref().map(|ledger| ledger.lines.iter().map(Line::cells).collect::<Vec<_>>());
    page.put("id", &id)
        .put("trial", &described.trial)
        .put("unit", &described.unit)
        .put("untold", if ledger.is_some_and(|ledger| !ledger.told) { UNTOLD } else { "" })
        .put("rows", &rows)
        .put("items", &described.items.iter().map(item).collect::<Vec<_>>())
        .put("may_write", &may_write)
        .show("delivery/ledger.html", "What was delivered")
}

fn item(item: &Item) -> Value {
    let written = item.written.as_ref().filter(|written| !written.words.is_empty());
    let by = written.map(|written| format!("Version {}, {}, {}", written.version, written.by, long_date(written.on)));
    json!({
        "name": item.heading.name(), "title": item.heading.title(), "known": item.known,
        "words": item.words(), "by": by, "empty": item.is_empty(),
    })
}

/// GET /trials/{id}/delivery/{file}
pub async fn delivery_file(
    floor: Data<Floor>,
    rooms: Data<Rooms>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    const CSV: &str = "text/csv; charset=utf-8";
    let (id, name) = path.into_inner();
    let actor = visitor.account_id.clone();
    let (ledger, described) = read(&floor, rooms, visitor, id.clone()).await?;
    let told = ledger.as_ref().is_some_and(Ledger::tells_arms);
    let json = |value: Value| Ok::<_, Error>(attachment(&name, "application/json", serde_json::to_vec_pretty(&value)?));
    let file = match (name.as_str(), ledger) {
        ("dose.csv", Some(ledger)) => Ok(attachment(&name, CSV, ledger.to_csv()?.into_bytes())),
        ("dose.json", Some(ledger)) => json(ledger.to_json()),
        ("description.csv", _) => Ok(attachment(&name, CSV, described.to_csv()?.into_bytes())),
        ("description.json", _) => json(described.to_json()),
        _ => Err(Error::Missing("That file")),
    }?;
    on_record(&floor, &actor, vec![Taken::file(&id, &name).with_arms(told)]).await?;
    Ok(file)
}

async fn read(
    floor: &Data<Floor>,
    rooms: Data<Rooms>,
    visitor: Visitor,
    id: String,
) -> Result<(Option<Ledger>, Description)> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let trial = reached(conn, &visitor, WATCH, &id)?;
        let ledger = Ledger::if_drawn(conn, &floor, &trial, &visitor.account_id, &rooms)?;
        let open = opens(conn, &trial, &visitor)?;
        let described = Description::gather(conn, &floor, &trial, (ledger.as_ref(), open), &rooms)?;
        Ok((ledger, described))
    })
    .await
}
