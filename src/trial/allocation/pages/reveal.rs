//! The page that shows who is in which arm: asked for with a reason, shown once in answer to a press, and on record.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    GIVE_SIGHT, WATCH, reached,
    show::{summary, trial},
};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::allocation::{
        balance::{Balance, balance},
        early::early,
        given, reveal, sight,
        stored::{List, Whole},
        trial::Trial,
    },
};

pub async fn ask_reveal(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    ask_page(page, &floor, visitor, &id).await?.show("allocation/ask_reveal.html", "See who is in which arm")
}

pub async fn reveal(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    match open(&floor, visitor.clone(), id.clone(), form.text("reason").to_owned()).await {
        Ok((trial, whole, given)) => {
            arms(page, &trial, &whole).put("seed_given", &given).show("allocation/arms.html", "Who is in which arm")
        }
        Err(Error::Invalid(complaints)) => {
            let page = ask_page(page, &floor, visitor, &id).await?.again(&form, &complaints);
            page.show("allocation/ask_reveal.html", "See who is in which arm")
        }
        Err(other) => Err(other),
    }
}

pub async fn give_sight(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let here = format!("/trials/{id}");
    match give(&floor, visitor.clone(), id.clone(), form.text("email").to_owned()).await {
        Err(Error::Invalid(complaints)) => trial(page.again(&form, &complaints), floor, visitor, id).await,
        given => given.map(|()| see_other(&here, "They can now see who is in which arm, once the list is locked.")),
    }
}

async fn give(floor: &Data<Floor>, visitor: Visitor, id: String, email: String) -> Result<()> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.writing(move |conn| {
        let trial = reached(conn, &visitor, GIVE_SIGHT, &id)?;
        let account = crate::floor::auth::account_by_email(conn, &email)?.ok_or_else(|| {
            Error::invalid("email", "Nobody with that address has an account. Look whether it is spelt right.")
        })?;
        sight::give(conn, &floor, &visitor.account_id, &trial.id, &account.id)
    })
    .await
}

async fn open(
    floor: &Data<Floor>,
    visitor: Visitor,
    id: String,
    reason: String,
) -> Result<(Trial, Whole, Option<String>)> {
    let (db, floor) = (floor.db.clone(), floor.clone());
    db.writing(move |conn| {
        let trial = reached(conn, &visitor, WATCH, &id)?;
        let list =
            List::live(conn, &id)?.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))?;
        let whole = reveal::reveal(conn, &floor, &visitor.account_id, &list.id, &reason)?;
        let given = given::says(conn, &whole.list);
        Ok((trial, whole, given))
    })
    .await
}

async fn ask_page(page: Page, floor: &Data<Floor>, visitor: Visitor, id: &str) -> Result<Page> {
    let (db, id, now) = (floor.db.clone(), id.to_owned(), floor.clock.now());
    let (trial, may, early) = db
        .reading(move |conn| {
            let trial = reached(conn, &visitor, WATCH, &id)?;
            Ok((trial, sight::has(conn, &id, &visitor.account_id)?, early(conn, &id, now)?))
        })
        .await?;
    let early = early.map(|early| early.says());
    Ok(page.put("trial", &summary(&trial)).put("may_see", &may).put("early", &early))
}

fn arms(page: Page, trial: &Trial, whole: &Whole) -> Page {
    let rows: Vec<Value> = whole
        .rows
        .iter()
        .map(|sealed| &sealed.row)
        .map(|row| json!([row.place, row.authority, row.unit, row.stratum, row.block, row.arm]))
        .collect();
    let names: Vec<String> = trial.scheme.arms().iter().map(|arm| arm.name.clone()).collect();
    let strata =
        balance(&names, whole.rows.iter().map(|sealed| (sealed.row.stratum.as_str(), sealed.row.arm.as_str())));
    let teams = within_teams(&names, whole);
    let header = &whole.list.header;
    page.put("trial", &summary(trial))
        .put("rows", &rows)
        .put("seed", &header.seed)
        .put("score", &whole.list.about.as_ref().map(|about| about.score.clone()))
        .put("columns", &columns(&strata))
        .put("strata", &counted(&strata))
        .put("teams", &counted(&teams))
        .put("one_sided", &teams.one_sided())
}

/// People of each arm within each team, as they were when the list was drawn.
fn within_teams(arms: &[String], whole: &Whole) -> Balance {
    let rows = whole
        .rows
        .iter()
        .flat_map(|sealed| sealed.members.iter().map(move |person| (person.as_str(), sealed.row.arm.as_str())));
    let arm_of: std::collections::HashMap<&str, &str> = rows.collect();
    let teams: Vec<(String, &str)> = whole
        .members
        .iter()
        .filter_map(|member| {
            let team = if member.team.is_empty() { "no team" } else { &member.team };
            Some((format!("{}, {team}", member.authority), *arm_of.get(member.person_id.as_str())?))
        })
        .collect();
    balance(arms, teams.iter().map(|(team, arm)| (team.as_str(), *arm)))
}

fn columns(balance: &Balance) -> Vec<Value> {
    let arms = balance.arms.iter().map(|arm| json!({ "label": arm, "number": true }));
    std::iter::once(json!({ "label": "Group" })).chain(arms).collect()
}

/// As rows of a table: the group, a count for each arm.
fn counted(balance: &Balance) -> Vec<Vec<Value>> {
    let total = std::iter::once(("All".to_owned(), balance.total.clone()));
    let row = |(group, counts): (String, Vec<u32>)| {
        std::iter::once(json!(group)).chain(counts.into_iter().map(|count| json!(count))).collect()
    };
    balance.groups.iter().cloned().chain(total).map(row).collect()
}
