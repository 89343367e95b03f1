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
            given,
            randomise::Row,
            stored::List,
            trial::Trial,
            verify::{self, Verdict},
        },
        protocol::{lock, standing::blocking},
    },
};

pub async fn check_lock(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let (trial, verdict, seen) = checked(&floor, visitor, id.into_inner()).await?;
    let of = trial.clone();
    let missing = floor.db.reading(move |conn| blocking(conn, &of)).await?;
    let page = shown(page, &trial, &verdict, &seen).put("missing", &missing);
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
    let (trial, verdict, seen) = checked(&floor, visitor, id.into_inner()).await?;
    shown(page, &trial, &verdict, &seen).show("allocation/verify.html", "Check the list")
}

/// What of a list hangs on who looks, or on who drew it.
struct Seen {
    /// Where it may be told.
    sha256: Option<String>,
    /// That its seed was given, by whom and why.
    seed_given: Option<String>,
}

/// The verdict on a trial's live list.
async fn checked(floor: &Data<Floor>, visitor: Visitor, id: String) -> Result<(Trial, Verdict, Seen)> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.reading(move |conn| {
        let trial = reached(conn, &visitor, WATCH, &id)?;
        let list =
            List::live(conn, &id)?.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))?;
        let verdict = verify::verify(conn, &floor, &list.id)?;
        let sha256 = verdict.digest_for(conn, &visitor.account_id)?.map(str::to_owned);
        let seen = Seen { sha256, seed_given: given::says(conn, &verdict.list) };
        Ok((trial, verdict, seen))
    })
    .await
}

fn shown(page: Page, trial: &Trial, verdict: &Verdict, seen: &Seen) -> Page {
    let faults: Vec<String> = verdict.faults.iter().map(ToString::to_string).collect();
    let list = &verdict.list;
    let about = json!({
        "units": list.header.units, "method": list.header.method, "version": list.header.version,
        "sha256": seen.sha256, "seed_given": seen.seed_given,
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
