//! The page by which a researcher brings in what people answered when asked whether they recall a letter. Nobody's answer is
//! shown again.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use crate::{
    floor::{
        Floor,
        error::{Complaints, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::{
        allocation::pages::{WATCH, reached},
        uptake::{bring_recall::bring_recall, recall_sheet::Fault},
    },
};

/// Rows that are shown at once.
const SHOWN: usize = 50;

/// GET /uptake/{id}/recall
pub async fn recall(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    shown(page, &floor, visitor, id.into_inner(), &[]).await
}

/// POST /uptake/{id}/recall
pub async fn bring_in(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let id = id.into_inner();
    let Some(file) = form.file.clone().filter(|file| !file.name.is_empty()) else {
        let page = page.again(&form, &Complaints::of("file", "Choose a file first."));
        return shown(page, &floor, visitor, id, &[]).await;
    };
    let (inner, who, trial_id) = (floor.clone(), visitor.clone(), id.clone());
    let brought = floor.db.writing(move |conn| {
        let trial = reached(conn, &who, WATCH, &trial_id)?;
        bring_recall(conn, &inner, &who.account_id, &trial.id, &file.bytes)
    });
    match brought.await? {
        Ok(brought) => Ok(see_other(&format!("/uptake/{id}"), &format!("The answers are on record: {brought}."))),
        Err(faults) => {
            let says = "Nothing was saved. Mend what is listed below, and choose the file again.";
            let page = page.again(&form, &Complaints::of("file", says));
            shown(page, &floor, visitor, id, &faults).await
        }
    }
}

async fn shown(
    page: Page,
    floor: &Data<Floor>,
    visitor: Visitor,
    id: String,
    faults: &[Fault],
) -> Result<HttpResponse> {
    let trial = floor.db.reading(move |conn| reached(conn, &visitor, WATCH, &id)).await?;
    page.put("trial", &json!({ "id": trial.id, "name": trial.name, "unit": trial.scheme.unit().name() }))
        .put("faults", &faults.iter().take(SHOWN).map(Fault::shown).collect::<Vec<_>>())
        .put("more", &faults.len().saturating_sub(SHOWN))
        .show("uptake/recall.html", "Bring answers in")
}
