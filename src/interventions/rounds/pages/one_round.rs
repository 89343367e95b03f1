//! One Round, as those who run it see it, and what they do to it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{
    one_series::history,
    shown::{of_round, people_are},
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        change::{cancel, describe},
        place::{Cover, State},
        round::{Round, round_by},
        store,
    },
    trial::{allocation::trial::Trial, roster::people},
};

/// GET /rounds/{id}
pub async fn show_round(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page, "rounds/round.html").await
}

/// POST /rounds/{id}/describe
pub async fn describe_round(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let kept = floor.db.writing(move |conn| {
        let (round, _) = round_by(conn, &who, &id)?;
        describe(conn, &inner, &who.account_id, &round, &sent)
    });
    match kept.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints), "rounds/round.html").await
        }
        done => done.map(|()| see_other(&format!("/rounds/{path}"), "Kept.")),
    }
}

/// GET /rounds/{id}/cancel
pub async fn check_cancel(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page, "rounds/cancel.html").await
}

/// POST /rounds/{id}/cancel
pub async fn cancel_round(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let told = floor.db.writing(move |conn| {
        let (round, _) = round_by(conn, &who, &id)?;
        cancel(conn, &inner, &who.account_id, &round, sent.text("reason"))
    });
    match told.await {
        Err(Error::Invalid(complaints)) => {
            shown(&floor, visitor, path.into_inner(), page.again(&form, &complaints), "rounds/cancel.html").await
        }
        done => {
            done.map(|told| see_other(&format!("/rounds/{path}"), &format!("Cancelled. {} told.", people_are(told))))
        }
    }
}

async fn shown(
    floor: &Data<Floor>,
    visitor: Visitor,
    id: String,
    page: Page,
    template: &'static str,
) -> Result<HttpResponse> {
    let now = floor.clock.now();
    let (title, whole) = floor
        .db
        .reading(move |conn| {
            let (round, series) = round_by(conn, &visitor, &id)?;
            let title = format!("{} {}", series.called, round.number);
            let trial = Trial::find(conn, &series.trial_id)?.with_unit();
            let about = json!({ "id": series.id, "name": series.name, "called": series.called, "trial": trial });
            let whole = vec![
                ("round", of_round(conn, &round)?),
                ("series", about),
                ("begun", json!(round.span.starts <= now)),
                ("people", people_of(conn, &round)?),
                ("history", history(conn, &round.id, &SAYS)?),
            ];
            Ok((title, whole))
        })
        .await?;
    let page = whole.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show(template, &title)
}

/// Who comes, and who waits, for the coordinator alone.
fn people_of(conn: &mut Conn, round: &Round) -> Result<Value> {
    let mut rows = Vec::new();
    for place in store::places::of_round(conn, &round.id, &[State::Booked, State::Offered, State::Waiting])? {
        let person = people::person(conn, &place.person_id)?;
        let cover = match place.cover {
            Cover::None => String::new(),
            Cover::Asked => "Asked".into(),
            Cover::Accepted => "Covered".into(),
            Cover::Lost => "Fell through".into(),
        };
        let (kind, word) = match place.state {
            State::Booked => ("done", "Booked"),
            State::Offered => ("doing", "Offered a place"),
            _ => ("waiting", "Waiting"),
        };
        let team = person.team.map(|team| team.name).unwrap_or_default();
        rows.push(json!([person.names.full(), team, { "text": word, "kind": kind }, cover]));
    }
    Ok(json!(rows))
}

/// What was done to a Round, in words.
const SAYS: [(&str, &str); 14] = [
    ("rounds.described", "The topic or whom it is for was set"),
    ("rounds.announced", "It was announced"),
    ("rounds.moved", "It was moved"),
    ("rounds.cancelled", "It was cancelled"),
    ("rounds.panel_changed", "Somebody was put on the panel"),
    ("rounds.meeting_called", "A meeting to prepare it was called"),
    ("rounds.meeting_called_off", "A meeting to prepare it was called off"),
    // The day, and what comes after it.
    ("rounds.held", "It was down as held"),
    ("rounds.debriefs_noted", "Days on which it was talked over were set"),
    ("rounds.follow_up_noted", "It was put down who looks in on somebody"),
    ("rounds.follow_up_done", "Somebody was looked in on"),
    ("rounds.paper_counted", "Forms on paper were counted"),
    ("rounds.comment_kept", "A comment was looked at and kept"),
    ("rounds.comment_removed", "A comment was looked at and taken away"),
];
