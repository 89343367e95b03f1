//! The settings of a trial, to be changed while no live list is drawn by them.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    RESEARCH, reached,
    set_up::{form_page, read},
};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::allocation::{
        change::{TOO_LATE, change, is_open, practised},
        method::Method,
        scheme::Arm,
        set_up::Plan,
        trial::Trial,
    },
};

/// GET /trials/{id}/settings
pub async fn ask_settings(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    filled(page, &floor, visitor, &id).await?.show("allocation/new.html", "Change the settings")
}

/// POST /trials/{id}/settings
pub async fn keep_settings(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, trial_id, plan) = (floor.clone(), visitor.clone(), id.clone(), Plan::parse(&read(&form)));
    let act = move |conn: &mut _| {
        let trial = reached(conn, &who, RESEARCH, &trial_id)?;
        change(conn, &inner, &who.account_id, &trial, &plan?)
    };
    match floor.db.writing(act).await {
        Ok(()) => Ok(see_other(&format!("/trials/{id}/set-up"), "The settings are changed.")),
        Err(Error::Invalid(complaints)) => {
            let page = filled(page, &floor, visitor, &id).await?.again(&form, &complaints);
            page.show("allocation/new.html", "Change the settings")
        }
        Err(other) => Err(other),
    }
}

/// The form with what holds.
///
/// # Errors
/// `TooLate`, once the live list is drawn.
async fn filled(page: Page, floor: &Data<Floor>, visitor: Visitor, id: &str) -> Result<Page> {
    let (db, id) = (floor.db.clone(), id.to_owned());
    let here = format!("/trials/{id}/settings");
    let (trial, open, practised) = db
        .reading(move |conn| {
            let trial = reached(conn, &visitor, RESEARCH, &id)?;
            let (open, practised) = (is_open(conn, &id)?, practised(conn, &id)?);
            Ok((trial, open, practised))
        })
        .await?;
    if !open {
        return Err(Error::TooLate(TOO_LATE.into()));
    }
    let page = form_page(page, floor, Some(&trial)).await?.put("practised", &practised);
    Ok(page.put("holds", &holds(&trial)).put("here", &here))
}

/// What holds, by the names of the form's fields.
fn holds(trial: &Trial) -> Value {
    let scheme = &trial.scheme;
    let arm = |arm: &Arm| {
        json!({
            "name": arm.name, "ratio": arm.ratio.to_string(), "gets": arm.gets.iter().collect::<Vec<_>>(),
            "crosses": arm.crosses_on.map(|day| day.to_string()),
        })
    };
    let method = match scheme.method() {
        Method::Blocks(set) => {
            json!({ "smallest_block": set.smallest.to_string(), "largest_block": set.largest.to_string() })
        }
        Method::Minimise(set) => {
            let weights: Vec<Value> = set.weights.iter().map(|(by, weight)| json!([by, weight.to_string()])).collect();
            json!({ "chance": set.chance.to_string(), "weights": weights })
        }
        Method::Constrain(set) => json!({ "share": set.share.to_string(), "candidates": set.candidates.to_string() }),
    };
    json!({
        "id": trial.id, "name": trial.name, "interventions": trial.interventions.iter().collect::<Vec<_>>(), "unit": scheme.unit().name(),
        "arms": scheme.arms().iter().map(arm).collect::<Vec<_>>(),
        "strata": scheme.by().iter().map(|by| by.name()).collect::<Vec<_>>(),
        "authorities": trial.whom.authorities, "roles": trial.whom.roles, "method": scheme.method().name(), "of": method,
    })
}
