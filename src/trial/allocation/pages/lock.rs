//! The check page before the lock, the lock, and the check of a list at any time.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{CONFIRM, WATCH, reached, show::summary};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::{
        allocation::{
            constrain::Candidates,
            randomise::Row,
            sight,
            stored::List,
            trial::Trial,
            verify::{self, Verdict},
        },
        protocol::{lock, standing::blocking},
    },
};

pub async fn check_lock(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let (trial, verdict, told) = checked(&floor, visitor, id.into_inner()).await?;
    let of = trial.clone();
    let missing = floor.db.reading(move |conn| blocking(conn, &of)).await?;
    let page = shown(page, &trial, &verdict, told).put("missing", &missing);
    page.show("allocation/lock.html", "Lock the list")
}

pub async fn lock(floor: Data<Floor>, visitor: Visitor, id: Path<String>, _form: Form) -> Result<HttpResponse> {
    let (db, id) = (floor.db.clone(), id.into_inner());
    let here = format!("/trials/{id}");
    db.writing(move |conn| {
        let trial = reached(conn, &visitor, CONFIRM, &id)?;
        lock::lock(conn, &floor, &visitor.account_id, &trial.id)
    })
    .await?;
    Ok(see_other(&here, "The list is locked. From now on it decides who is served."))
}

pub async fn verify(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let (trial, verdict, told) = checked(&floor, visitor, id.into_inner()).await?;
    shown(page, &trial, &verdict, told).show("allocation/verify.html", "Check the list")
}

/// The verdict on a trial's live list, and whether who looks may see its arms.
async fn checked(floor: &Data<Floor>, visitor: Visitor, id: String) -> Result<(Trial, Verdict, bool)> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let trial = reached(conn, &visitor, WATCH, &id)?;
        let list =
            List::live(conn, &id)?.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))?;
        let told = sight::has(conn, &trial.id, &visitor.account_id)?;
        Ok((trial, verify::verify(conn, &floor, &list.id)?, told))
    })
    .await
}

/// The digest is for those who may see the arms: of a few units all lists can be written down, and the one that has it found. Where
/// the strata tell another trial's arms it is for nobody.
fn shown(page: Page, trial: &Trial, verdict: &Verdict, told: bool) -> Page {
    let faults: Vec<String> = verdict.faults.iter().map(ToString::to_string).collect();
    let list = &verdict.list;
    let about = json!({
        "units": list.header.units, "method": list.header.method, "version": list.header.version,
        "sha256": (told && !verdict.shows_others).then_some(&verdict.sha256),
        "made_at": list.made_at, "locked_at": list.locked_at,
        "candidates": list.about.as_ref().map(|about| candidates(&verdict.rows, &about.candidates)),
    });
    page.put("trial", &summary(trial)).put("list", &about).put("faults", &faults)
}

/// What is told of a constrained draw before anybody may see an arm: how many lists it was one of.
fn candidates(rows: &[Row], about: &Candidates) -> Value {
    let named = |place: usize| rows.get(place.wrapping_sub(1)).map(|row| row.unit.clone()).unwrap_or_default();
    let pairs = |pairs: &[(usize, usize)]| {
        pairs.iter().map(|(one, other)| format!("{} and {}", named(*one), named(*other))).collect::<Vec<_>>()
    };
    json!({
        "many": about.candidates, "all": about.all, "accepted": about.accepted,
        "always": pairs(&about.always_together), "never": pairs(&about.never_together),
    })
}
