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
        allocation::set_up::{self, Plan, Typed},
        roster::{people, person::StaffRole},
    },
};

/// How many arms the form has room for.
pub(super) const ARMS: usize = 4;
/// What can be balanced, and so weighed.
const WEIGHED: [&str; 4] = ["authority", "site", "team", "role"];

pub async fn new_trial(page: Page, floor: Data<Floor>) -> Result<HttpResponse> {
    form_page(page, &floor).await?.show("allocation/new.html", "Set up a trial")
}

pub async fn set_up(page: Page, floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    match store(&floor, visitor.account_id, Plan::parse(&read(&form))).await {
        Ok(id) => Ok(see_other(&format!("/trials/{id}"), "The trial is set up. Nobody is randomised yet.")),
        Err(Error::Invalid(complaints)) => {
            form_page(page, &floor).await?.again(&form, &complaints).show("allocation/new.html", "Set up a trial")
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
    let arm =
        |n: usize| (text(&format!("arm_{n}")), text(&format!("ratio_{n}")), form.ticked(&format!("receives_{n}")));
    Typed {
        name: text("name"),
        intervention: text("intervention"),
        unit: text("unit"),
        strata: all("strata"),
        arms: (1..=ARMS).map(arm).collect(),
        method: text("method"),
        smallest_block: text("smallest_block"),
        largest_block: text("largest_block"),
        chance: text("chance"),
        weights: WEIGHED.map(|by| (by.to_owned(), text(&format!("weight_{by}")))).to_vec(),
        share: text("share"),
        candidates: text("candidates"),
        crosses: (1..=ARMS).map(|n| (text(&format!("arm_{n}")), text(&format!("crosses_{n}")))).collect(),
        authorities: all("authorities"),
        roles: all("roles"),
    }
}

pub(super) async fn form_page(page: Page, floor: &Data<Floor>) -> Result<Page> {
    let authorities = floor.db.reading(people::authorities).await?;
    let option = |text: &str| json!({ "value": text, "text": text });
    let authorities: Vec<Value> = authorities.iter().map(|authority| option(&authority.name)).collect();
    let roles: Vec<Value> =
        StaffRole::ALL.iter().filter(|role| role.is_practitioner()).map(|role| option(role.name())).collect();
    Ok(page
        .put("authorities", &authorities)
        .put("roles", &roles)
        .put("arm_numbers", &(1..=ARMS).collect::<Vec<_>>())
        .put("weighed", &WEIGHED)
        .put("holds", &None::<Value>)
        .put("here", "/trials"))
}
