//! The page of what was delivered in a trial, and its files.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{
    ledger::{Ledger, Line},
    told::Rooms,
    written::UNTOLD,
};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Page, Visitor, attachment},
    },
    trial::allocation::pages::{WATCH, reached},
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
    let ledger = read(&floor, rooms, visitor, id.clone()).await?;
    page.put("id", &id)
        .put("trial", &ledger.trial)
        .put("unit", &ledger.unit)
        .put("untold", if ledger.told { "" } else { UNTOLD })
        .put("rows", &ledger.lines.iter().map(Line::cells).collect::<Vec<_>>())
        .show("delivery/ledger.html", "What was delivered")
}

/// GET /trials/{id}/delivery/{file}
pub async fn delivery_file(
    floor: Data<Floor>,
    rooms: Data<Rooms>,
    visitor: Visitor,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let ledger = read(&floor, rooms, visitor, id).await?;
    match name.as_str() {
        "dose.csv" => Ok(attachment(&name, "text/csv; charset=utf-8", ledger.to_csv()?.into_bytes())),
        "dose.json" => Ok(attachment(&name, "application/json", serde_json::to_vec_pretty(&ledger.to_json())?)),
        _ => Err(Error::Missing("That file")),
    }
}

async fn read(floor: &Data<Floor>, rooms: Data<Rooms>, visitor: Visitor, id: String) -> Result<Ledger> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let trial = reached(conn, &visitor, WATCH, &id)?;
        Ledger::gather(conn, &floor, &trial, &visitor.account_id, &rooms)
    })
    .await
}
