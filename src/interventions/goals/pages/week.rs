//! One week of somebody's: when it is, how long they have, what they write; and other times, where this one is lost.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::own::{Own, by_slot, by_week, option, shown_slot};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        web::{Page, Visitor},
    },
    interventions::goals::{course::Length, reflect, rescue, skip, store, wording},
};

/// GET /goals/slots/{slot}
pub async fn show_slot(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let words = floor
        .db
        .reading(move |conn| {
            let own = by_slot(conn, &visitor, &path)?;
            words(conn, &inner, &own)
        })
        .await?;
    shown(page, &words)
}

/// GET /goals/mine/{time}/weeks/{week}
pub async fn show_week(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<(String, String)>,
    page: Page,
) -> Result<HttpResponse> {
    let (inner, (time_id, week)) = (floor.clone(), path.into_inner());
    let words = floor
        .db
        .reading(move |conn| {
            let own = by_week(conn, &visitor, &time_id, &week)?;
            words(conn, &inner, &own)
        })
        .await?;
    shown(page, &words)
}

pub(super) type Words = Vec<(&'static str, Value)>;

/// All that the page shows of a week.
pub(super) fn words(conn: &mut Conn, floor: &Floor, own: &Own) -> Result<Words> {
    let course = wording::course(conn, &own.run)?;
    let week = course.week(own.week)?;
    let offered =
        match own.slot.as_ref().filter(|slot| slot.state != crate::interventions::goals::slot::State::Cancelled) {
            Some(slot) => rescue::offers(conn, floor, &own.time, slot)?,
            None => Vec::new(),
        };
    let reasons = skip::REASONS.iter().map(|(key, says)| json!({ "value": key, "text": says }));
    Ok(vec![
        ("base", json!(own.base)),
        ("course", json!(course.name)),
        ("number", json!(own.week)),
        ("title", json!(week.title)),
        ("invitation", json!(week.invitation)),
        ("slot", json!(own.slot.as_ref().map(|slot| shown_slot(floor, slot)))),
        ("part", part(conn, floor, own)?),
        ("reads", json!(own.reads)),
        ("home", json!(own.reads.then(|| format!("/goals/mine/{}", own.time.id)))),
        ("times", offered.iter().map(|span| option(span, own.time.leeway.allows(own.time.weekly, span))).collect()),
        ("reasons", reasons.collect()),
        ("support", json!(course.support)),
    ])
}

/// The part that was begun, with what was written where it may be shown.
fn part(conn: &mut Conn, floor: &Floor, own: &Own) -> Result<Value> {
    let Some(begun) = store::parts::one(conn, &own.time.id, own.week)? else { return Ok(Value::Null) };
    let length = Length::of(begun.minutes)?;
    let course = wording::course(conn, &own.run)?;
    let part = course.week(own.week)?.part(length);
    let written = if own.reads { reflect::read(floor, &begun)? } else { reflect::Words::default() };
    let questions = part.questions.iter().enumerate().map(|(place, question)| {
        json!({ "name": format!("answer.{place}"), "question": question, "answer": written.answers.get(place) })
    });
    Ok(json!({
        "minutes": begun.minutes, "opening": part.opening, "questions": questions.collect::<Vec<_>>(),
        "finished": begun.finished_at.is_some(), "kept": begun.words.is_some(),
    }))
}

pub(super) fn shown(mut page: Page, words: &Words) -> Result<HttpResponse> {
    let title =
        words.iter().find(|(name, _)| *name == "title").and_then(|(_, title)| title.as_str()).unwrap_or_default();
    for (name, value) in words {
        page = page.put(name, value);
    }
    page.show("goals/week.html", title)
}
