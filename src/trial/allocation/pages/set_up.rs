//! The page that sets up a trial.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::{
        allocation::{
            set_up::{self, Plan, Typed},
            trial::Trial,
        },
        roster::{people, person::StaffRole},
    },
};

/// How many arms the form has room for.
pub(super) const ARMS: usize = 4;
/// How many are read, of a trial that was set up by other means.
const MOST: usize = 20;
/// What can be balanced, and so weighed.
const WEIGHED: [&str; 4] = ["authority", "site", "team", "role"];

pub async fn new_trial(page: Page, floor: Data<Floor>) -> Result<HttpResponse> {
    form_page(page, &floor, None).await?.show("allocation/new.html", "Set up a trial")
}

pub async fn set_up(page: Page, floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    match store(&floor, visitor.account_id, Plan::parse(&read(&form))).await {
        Ok(id) => Ok(see_other(&format!("/trials/{id}"), "The trial is set up. Nobody is randomised yet.")),
        Err(Error::Invalid(complaints)) => {
            form_page(page, &floor, None).await?.again(&form, &complaints).show("allocation/new.html", "Set up a trial")
        }
        Err(other) => Err(other),
    }
}

async fn store(floor: &Data<Floor>, actor: String, plan: Result<Plan>) -> Result<String> {
    let (plan, floor) = (plan?, floor.clone());
    let db = floor.db.clone();
    db.writing(move |conn| set_up::set_up(conn, &floor, &actor, &plan)).await
}

pub(super) fn read(form: &Form) -> Typed {
    let text = |field: &str| form.text(field).to_owned();
    let all = |field: &str| form.all(field).map(str::to_owned).collect::<Vec<_>>();
    let arm = |n: usize| (text(&format!("arm_{n}")), text(&format!("ratio_{n}")), false);
    Typed {
        name: text("name"),
        intervention: all("intervention").join("+"),
        unit: text("unit"),
        strata: all("strata"),
        arms: (1..=MOST).map(arm).collect(),
        gets: (1..=MOST).map(|n| (text(&format!("arm_{n}")), all(&format!("gets_{n}")))).collect(),
        method: text("method"),
        smallest_block: text("smallest_block"),
        largest_block: text("largest_block"),
        chance: text("chance"),
        weights: WEIGHED.map(|by| (by.to_owned(), text(&format!("weight_{by}")))).to_vec(),
        share: text("share"),
        candidates: text("candidates"),
        crosses: (1..=MOST).map(|n| (text(&format!("arm_{n}")), text(&format!("crosses_{n}")))).collect(),
        authorities: all("authorities"),
        roles: all("roles"),
    }
}

/// What holds of a trial is among the choices, also where it was set up by other means, so that saving the form loses nothing.
pub(super) async fn form_page(page: Page, floor: &Data<Floor>, trial: Option<&Trial>) -> Result<Page> {
    let known = floor.db.reading(people::authorities).await?;
    let authorities = known.into_iter().map(|authority| authority.name).collect();
    let roles =
        StaffRole::ALL.iter().filter(|role| role.is_practitioner()).map(|role| role.name().to_owned()).collect();
    let held = trial.map(|trial| trial.whom.clone()).unwrap_or_default();
    let arms = trial.map_or(ARMS, |trial| trial.scheme.arms().len().max(ARMS));
    Ok(page
        .put("authorities", &options(authorities, held.authorities))
        .put("roles", &options(roles, held.roles))
        .put("arm_numbers", &(1..=arms).collect::<Vec<_>>())
        .put("weighed", &WEIGHED)
        .put("practised", &0)
        .put("holds", &None::<Value>)
        .put("here", "/trials"))
}

fn options(mut known: Vec<String>, held: Vec<String>) -> Vec<Value> {
    let more: Vec<String> = held.into_iter().filter(|one| !known.contains(one)).collect();
    known.extend(more);
    known.into_iter().map(|text| json!({ "value": text, "text": text })).collect()
}
