//! The check page before the lock, the lock, and the check of a list at any time.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use super::{RESEARCH, WATCH, reached, show::summary};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::allocation::{
        lock,
        stored::List,
        trial::Trial,
        verify::{self, Verdict},
    },
};

pub async fn check_lock(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let (trial, verdict) = checked(&floor, visitor, id.into_inner()).await?;
    shown(page, &trial, &verdict).show("allocation/lock.html", "Lock the list")
}

pub async fn lock(floor: Data<Floor>, visitor: Visitor, id: Path<String>, _form: Form) -> Result<HttpResponse> {
    let (db, id) = (floor.db.clone(), id.into_inner());
    let here = format!("/trials/{id}");
    db.writing(move |conn| {
        let trial = reached(conn, &visitor, RESEARCH, &id)?;
        lock::lock(conn, &floor, &visitor.account_id, &trial.id)
    })
    .await?;
    Ok(see_other(&here, "The list is locked. From now on it decides who is served."))
}

pub async fn verify(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let (trial, verdict) = checked(&floor, visitor, id.into_inner()).await?;
    shown(page, &trial, &verdict).show("allocation/verify.html", "Check the list")
}

async fn checked(floor: &Data<Floor>, visitor: Visitor, id: String) -> Result<(Trial, Verdict)> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let trial = reached(conn, &visitor, WATCH, &id)?;
        let list =
            List::live(conn, &id)?.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))?;
        Ok((trial, verify::verify(conn, &floor, &list.id)?))
    })
    .await
}

fn shown(page: Page, trial: &Trial, verdict: &Verdict) -> Page {
    let faults: Vec<String> = verdict.faults.iter().map(ToString::to_string).collect();
    let list = &verdict.list;
    let about = json!({
        "units": list.header.units, "method": list.header.method, "version": list.header.version, "sha256": verdict.sha256,
        "made_at": list.made_at, "locked_at": list.locked_at,
    });
    page.put("trial", &summary(trial)).put("list", &about).put("faults", &faults)
}
