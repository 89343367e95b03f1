//! One run, as those who run it see it: what is agreed, what is next, which teams are live.

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::paper::told;
use crate::{
    floor::{
        Floor, audit, auth,
        clock::long_moment,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::{
        agree_instead::open,
        live::Seen,
        propose::propose,
        protected::{Protected, State},
        run::{Run, run_by},
        slot, store,
        wording::read,
    },
    trial::{
        allocation::{stored::List, trial::Trial},
        availability::free::{days, school_warning},
        roster::people,
    },
};

/// What to say of holidays in these six weeks.
fn warning(floor: &Floor, run: &Run, last: NaiveDate) -> Result<Option<String>> {
    let said = [days(floor)?.warning(last), school_warning(floor, run.starts_on, last)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    Ok((!said.is_empty()).then(|| said.join(" ")))
}

/// GET /goals/runs/{id}
pub async fn show_run(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

pub(super) async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (run, page_of) = floor
        .db
        .reading(move |conn| {
            let run = run_by(conn, &visitor, &id)?;
            let shown = whole(conn, &inner, &run)?;
            Ok((run, shown))
        })
        .await?;
    let page = page_of.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("goals/run.html", &run.name)
}

/// POST /goals/runs/{id}/propose
pub async fn propose_times(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, here, sent) = (floor.clone(), format!("/goals/runs/{path}"), form.clone());
    let (who, id) = (visitor.clone(), path.clone());
    let proposed = floor.db.writing(move |conn| {
        let run = run_by(conn, &who, &id)?;
        propose(conn, &inner, &who.account_id, &run, sent.text("reason"))
    });
    let proposed = match proposed.await {
        Err(Error::Invalid(complaints)) => {
            return shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints)).await;
        }
        proposed => proposed?,
    };
    let managers = if proposed.managers == 1 {
        "one manager is".to_owned()
    } else {
        format!("{} managers are", proposed.managers)
    };
    let mut say = format!("Times are proposed for {} people, and {managers} asked.", proposed.people);
    if proposed.without_manager > 0 {
        say += &format!(" {} have no manager on record.", proposed.without_manager);
    }
    if proposed.without_time > 0 {
        say += &format!(" {} are free at no time in these weeks.", proposed.without_time);
    }
    Ok(see_other(&here, &say))
}

fn whole(conn: &mut Conn, floor: &Floor, run: &Run) -> Result<Vec<(&'static str, Value)>> {
    let times = store::times::of_run(conn, &run.id)?;
    let trial = Trial::find(conn, &run.trial_id)?;
    let locked = List::live(conn, &run.trial_id)?.is_some_and(|list| list.locked_at.is_some());
    let authority = people::authorities(conn)?.into_iter().find(|authority| authority.id == run.authority_id);
    let last = run.mondays().last().copied().unwrap_or(run.starts_on) + chrono::TimeDelta::days(4);
    let about = json!({
        "id": run.id, "name": run.name, "authority": authority.map(|authority| authority.name), "trial": trial.name,
        "unit": trial.scheme.unit().name(), "starts_on": run.starts_on, "agree_by": run.agree_by, "last_day": last,
        "asked": run.asked_at.is_some(), "without_agreement": run.without_agreement,
    });
    Ok(vec![
        ("run", about),
        ("may_propose", json!(locked && run.asked_at.is_none())),
        ("locked", json!(locked)),
        ("pointed_out", json!(read(conn, floor, run)?.iter().filter(|text| !text.remarks.is_empty()).count())),
        ("warning", json!(warning(floor, run, last)?)),
        ("counts", counts(conn, run, &times)?),
        ("teams", teams(conn, run, &times)?),
        ("without_manager", json!(open(conn, run, None)?.len())),
        ("paper", told(conn, floor, run)?),
        ("history", history(conn, &run.id)?),
    ])
}

/// Counts of people and half hours; nobody's.
fn counts(conn: &mut Conn, run: &Run, times: &[Protected]) -> Result<Value> {
    let of = |state| times.iter().filter(|time| time.state == state).count();
    let slots = store::slots::of_run(conn, &run.id)?;
    let slots_of = |states: &[slot::State]| slots.iter().filter(|slot| states.contains(&slot.state)).count();
    Ok(json!([
        { "n": times.len(), "text": "people" },
        { "n": of(State::Agreed), "text": "times agreed" },
        { "n": of(State::Declined), "text": "declined" },
        { "n": of(State::Proposed) + of(State::NoReply), "text": "without an answer" },
        { "n": slots_of(&[slot::State::Invited, slot::State::Accepted, slot::State::Tentative]), "text": "half hours in diaries" },
        { "n": slots_of(&[slot::State::Accepted]), "text": "accepted" },
    ]))
}

fn teams(conn: &mut Conn, run: &Run, times: &[Protected]) -> Result<Value> {
    let mut by_manager: BTreeMap<&str, Vec<&Protected>> = BTreeMap::new();
    for time in times {
        by_manager.entry(time.manager_id.as_deref().unwrap_or_default()).or_default().push(time);
    }
    let mut teams = Vec::new();
    for team in store::teams::of_run(conn, &run.id)? {
        let (manager, seen) = (people::person(conn, &team.manager_id)?, Seen::of(conn, &team)?);
        let theirs = by_manager.get(team.manager_id.as_str()).cloned().unwrap_or_default();
        teams.push(json!({
            "manager_id": team.manager_id, "manager": manager.names.full(), "people": theirs.len(), "seen": seen,
            "agreed": theirs.iter().filter(|time| time.state == State::Agreed).count(),
            "open": theirs.iter().filter(|time| matches!(time.state, State::Proposed | State::NoReply)).count(),
            "live": team.live_at.map(long_moment), "reason": team.live_reason, "ready": seen.all(),
        }));
    }
    teams.sort_by_key(|team| team["manager"].as_str().unwrap_or_default().to_owned());
    Ok(json!(teams))
}

/// What was done to a run, in words.
const SAYS: [(&str, &str); 7] = [
    ("goals.set_up", "The run was set up"),
    ("goals.without_agreement", "It does not wait for managers to agree"),
    ("goals.reworded", "Words of the course were changed"),
    ("goals.framing_overridden", "Words that had something pointed out stay as they are"),
    ("goals.paper_made", "Letters on paper were made"),
    ("goals.paper_taken", "Letters on paper were taken to be printed"),
    ("goals.proposed", "Times were proposed, and managers were asked"),
];

fn history(conn: &mut Conn, id: &str) -> Result<Value> {
    let mut items = Vec::new();
    for entry in audit::history(conn, id)? {
        let (who, when) = (auth::name_of(conn, &entry.actor), long_moment(entry.at));
        let what = SAYS.iter().find(|(act, _)| *act == entry.act).map_or(entry.act.as_str(), |(_, says)| says);
        let counted = audit::counted(&entry.detail);
        let why = if counted.is_some() { "" } else { &entry.detail };
        let what = counted.map_or_else(|| what.to_owned(), |counted| format!("{what}: {counted}"));
        items.push(json!({ "when": when, "who": who, "what": what, "why": why }));
    }
    Ok(json!(items))
}
