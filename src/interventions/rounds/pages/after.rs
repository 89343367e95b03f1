//! After a Round: that it was held, how many came, who talked it over, and who looks in on somebody.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::of_round;
use crate::{
    floor::{
        Floor,
        clock::long_date,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        feedback,
        follow_up::{self, DEBRIEFS, is_late},
        held::{mark_held, numbers},
        round::{Round, State, round_by},
        store,
    },
};

/// GET /rounds/{id}/after
pub async fn show_after(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

/// POST /rounds/{id}/held
pub async fn say_held(floor: Data<Floor>, visitor: Visitor, path: Path<String>, _form: Form) -> Result<HttpResponse> {
    let (inner, id) = (floor.clone(), path.clone());
    let held = floor.db.writing(move |conn| {
        let (round, _) = round_by(conn, &visitor, &id)?;
        mark_held(conn, &inner, &visitor.account_id, &round.id)
    });
    held.await.map(|()| see_other(&format!("/rounds/{path}/after"), "It is down as held."))
}

/// POST /rounds/{id}/debriefs
pub async fn keep_debriefs(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let sent = form.clone();
    let act = move |conn: &mut Conn, floor: &Floor, actor: &str, round: &Round| {
        follow_up::note_debriefs(conn, floor, actor, round, &sent)
    };
    done(floor, visitor, path.into_inner(), page, form, act).await
}

/// POST /rounds/{id}/follow-ups
pub async fn add_follow_up(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let sent = form.clone();
    let act = move |conn: &mut Conn, floor: &Floor, actor: &str, round: &Round| {
        follow_up::add(conn, floor, actor, round, &sent).map(drop)
    };
    done(floor, visitor, path.into_inner(), page, form, act).await
}

/// POST /rounds/{id}/follow-ups/{follow_up}
pub async fn say_followed_up(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (id, follow_up_id) = path.into_inner();
    let act = move |conn: &mut Conn, floor: &Floor, actor: &str, round: &Round| {
        follow_up::done(conn, floor, actor, round, &follow_up_id)
    };
    done(floor, visitor, id, page, form, act).await
}

/// Does something about a Round that was held, and shows the page again where it cannot be done as typed.
async fn done(
    floor: Data<Floor>,
    visitor: Visitor,
    id: String,
    page: Page,
    form: Form,
    act: impl FnOnce(&mut Conn, &Floor, &str, &Round) -> Result<()> + Send + 'static,
) -> Result<HttpResponse> {
    let (inner, who, own) = (floor.clone(), visitor.clone(), id.clone());
    let kept = floor.db.writing(move |conn| {
        let (round, _) = round_by(conn, &who, &own)?;
        act(conn, &inner, &who.account_id, &round)
    });
    match kept.await {
        Err(Error::Invalid(complaints)) => shown(&floor, visitor, id, page.again(&form, &complaints)).await,
        kept => kept.map(|()| see_other(&format!("/rounds/{id}/after"), "Kept.")),
    }
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let whole = floor.db.reading(move |conn| {
        let (round, series) = round_by(conn, &visitor, &id)?;
        let leaders = store::leaders::of_series(conn, &series.id)?;
        let names: Vec<Value> = leaders
            .iter()
            .map(|one| json!({ "value": one.name, "text": format!("{}, {}", one.name, one.part.words()) }))
            .collect();
        let (by_link, on_paper) = store::feedback::forms(conn, &round.id)?;
        Ok(vec![
            ("round", of_round(conn, &round)?),
            ("held", json!(round.state == State::Held)),
            ("over", json!(round.state.is_open() && round.span.ends <= inner.clock.now())),
            ("numbers", json!(numbers(conn, &round.id)?)),
            ("debriefs", debriefs(conn, &round)?),
            ("follow_ups", follow_ups(conn, &inner, &round)?),
            ("leaders", json!(names)),
            ("forms", json!(by_link + on_paper)),
            ("to_screen", json!(store::feedback::comments(conn, &round.id, "to_screen")?.len())),
            ("closes", json!(long_date(feedback::closes_on(&round)))),
        ])
    });
    let page = whole.await?.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("rounds/after.html", "After the Round")
}

fn debriefs(conn: &mut Conn, round: &Round) -> Result<Value> {
    let mut found = Vec::new();
    for (whose, words) in DEBRIEFS {
        let day = store::follow_ups::debrief(conn, &round.id, whose)?;
        found.push(json!({ "field": whose, "words": words, "day": day }));
    }
    Ok(json!(found))
}

fn follow_ups(conn: &mut Conn, floor: &Floor, round: &Round) -> Result<Value> {
    let today = floor.clock.today();
    let row = |one: store::follow_ups::FollowUp| {
        let (kind, word) = match one.done_on {
            Some(_) => ("done", "Done"),
            None if is_late(&one, today) => ("stuck", "Late"),
            None => ("waiting", "To do"),
        };
        let done = one.done_on.map(long_date);
        json!({ "id": one.id, "who": one.who, "due": long_date(one.due_on), "done": done, "kind": kind, "word": word })
    };
    Ok(json!(store::follow_ups::of_round(conn, &round.id)?.into_iter().map(row).collect::<Vec<_>>()))
}
