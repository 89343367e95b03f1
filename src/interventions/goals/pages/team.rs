//! A manager's page: everyone in the team who takes part, the half hour proposed for each, and who covers.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use crate::{
    floor::{
        Floor,
        clock::appointment,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::{
        agree::{Decision, REASONS, decide},
        invite_week::invite_now,
        live::{Seen, go_live},
        protected::{CLOCK, Leeway, Protected, State},
        run::Run,
        store::{self, teams::Team},
    },
    trial::{
        availability::weekly::Weekly,
        roster::people::{self, Person},
    },
};

const KEPT: &str = "Kept. You can change any of it as long as the weeks run.";
const BEGAN: &str = "Kept, and your team is live: people are being written to. Thank you.";

/// GET /goals/runs/{id}/team
pub async fn show_team(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let words = floor.db.reading(move |conn| whole(conn, &visitor, &path).and_then(|team| words(conn, &team))).await?;
    shown(page, &words)
}

/// POST /goals/runs/{id}/team
pub async fn keep_team(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, sent, here) = (floor.clone(), form.clone(), format!("/goals/runs/{path}/team"));
    let kept = floor.db.writing(move |conn| {
        let team = whole(conn, &visitor, &path)?;
        let complaints = keep(conn, &inner, &visitor, &team, &sent)?;
        let now = whole(conn, &visitor, &path)?;
        let began = team.team.live_at.is_none() && now.team.live_at.is_some();
        Ok((words(conn, &now)?, complaints, began))
    });
    let (words, complaints, began) = kept.await?;
    if complaints.is_empty() {
        return Ok(see_other(&here, if began { BEGAN } else { KEPT }));
    }
    shown(page.again(&said(&form), &complaints), &words)
}

/// What was typed, without what was left open: that may be decided by now, by the one press that agrees to all.
fn said(form: &Form) -> Form {
    let fields = form.fields().filter(|(name, value)| !(name.starts_with("decision.") && value.is_empty()));
    Form::of(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// A team, for the manager whose it is.
pub(super) struct Whole {
    pub run: Run,
    team: Team,
    times: Vec<(Protected, Person)>,
    /// Whoever may cover.
    colleagues: Vec<Person>,
}

pub(super) fn whole(conn: &mut Conn, visitor: &Visitor, run_id: &str) -> Result<Whole> {
    let manager_id = visitor.person_id.as_deref().ok_or(Error::Missing("This page"))?;
    let (run, team) = (store::runs::one(conn, run_id)?, store::teams::one(conn, run_id, manager_id)?);
    let mut times = Vec::new();
    for time in store::times::of_manager(conn, run_id, manager_id)? {
        let person = people::person(conn, &time.person_id)?;
        times.push((time, person));
    }
    times.sort_by_cached_key(|(_, person)| (person.names.in_index(), person.reference.clone()));
    Ok(Whole { run, team, times, colleagues: people::team_of(conn, manager_id)? })
}

/// Keeps each decision that is sound; what is not comes back, and nothing that was typed is lost.
fn keep(conn: &mut Conn, floor: &Floor, visitor: &Visitor, team: &Whole, form: &Form) -> Result<Complaints> {
    let mut complaints = Complaints::default();
    let colleagues: Vec<String> = team.colleagues.iter().map(|person| person.id.clone()).collect();
    for (time, _) in &team.times {
        let open = matches!(time.state, State::Proposed | State::NoReply);
        let unsaid = if open && form.text("do") == "all" { "agree" } else { "" };
        match Decision::parse(form, &time.id, &colleagues, unsaid) {
            Ok(decision) => decide(conn, floor, &visitor.account_id, &team.run, time, &decision)?,
            Err(wrong) => wrong.iter().for_each(|one| complaints.add(&one.field, &one.message)),
        }
    }
    let (run_id, manager_id, now) = (&team.run.id, &team.team.manager_id, floor.clock.now());
    if form.ticked("briefed") {
        store::teams::mark_briefed(conn, run_id, manager_id, now)?;
    }
    if form.ticked("said") {
        store::teams::mark_said(conn, run_id, manager_id, now)?;
    }
    let seen = store::teams::one(conn, run_id, manager_id)?;
    let seen = Seen::of(conn, &seen)?;
    if team.team.live_at.is_some() {
        invite_now(conn, floor, &team.run)?;
    }
    if complaints.is_empty() && seen.all() && team.team.live_at.is_none() {
        go_live(conn, floor, &visitor.account_id, &team.run, manager_id, "")?;
    }
    Ok(complaints)
}

type Words = Vec<(&'static str, Value)>;

const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

fn words(conn: &mut Conn, team: &Whole) -> Result<Words> {
    let option = |value: &str, text: &str| json!({ "value": value, "text": text });
    let cover = team.colleagues.iter().map(|person| option(&person.id, &person.names.full()));
    let mut people = Vec::new();
    for (time, person) in &team.times {
        let wishes = store::slots::of_time(conn, &time.id)?.into_iter().filter_map(|slot| {
            let wanted = slot.wanted_at?;
            let moment = wanted.and_utc().timestamp().to_string();
            Some(json!({ "slot": slot.id, "from": appointment(slot.span.starts), "to": appointment(wanted), "moment": moment }))
        });
        people.push(json!({
            "time": time.id, "person": person.id, "name": person.names.full(), "first_name": person.names.known_as(),
            "when": when(time.weekly), "day": time.weekly.weekday.number_from_monday().to_string(), "at": time.weekly.time.format(CLOCK).to_string(),
            "leeway": time.leeway.name(), "state": time.state.name(), "cover": time.cover_id, "reason": time.reason,
            "decision": decision_of(time.state), "wishes": wishes.collect::<Vec<_>>(),
        }));
    }
    let seen = Seen::of(conn, &team.team)?;
    Ok(vec![
        ("run", json!({ "id": team.run.id, "starts_on": team.run.starts_on, "agree_by": team.run.agree_by })),
        ("people", json!(people)),
        ("colleagues", cover.collect()),
        ("days", (1..).zip(DAYS).map(|(number, day): (u32, _)| option(&number.to_string(), day)).collect()),
        ("leeways", Leeway::ALL.iter().map(|leeway| option(leeway.name(), says(*leeway))).collect()),
        ("reasons", REASONS.iter().map(|(key, says)| option(key, says)).collect()),
        ("seen", json!(seen)),
        ("live", json!(team.team.live_at.is_some())),
    ])
}

/// "Tuesday, 10:00".
fn when(weekly: Weekly) -> String {
    let day = DAYS.get(weekly.weekday.num_days_from_monday() as usize).copied().unwrap_or_default();
    format!("{day}, {}", weekly.time.format(CLOCK))
}

fn decision_of(state: State) -> &'static str {
    match state {
        State::Agreed => "agree",
        State::Declined => "decline",
        State::Proposed | State::NoReply => "",
    }
}

fn says(leeway: Leeway) -> &'static str {
    match leeway {
        Leeway::Time => "Not without asking me",
        Leeway::HalfDay => "Within the same morning or afternoon",
        Leeway::Day => "Within the same day",
        Leeway::Week => "Anywhere in the week",
    }
}

fn shown(mut page: Page, words: &Words) -> Result<HttpResponse> {
    for (name, value) in words {
        page = page.put(name, value);
    }
    page.show("goals/team.html", "Half an hour a week for your team")
}
