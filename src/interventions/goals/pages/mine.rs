//! A worker's own page: the first step, the six weeks, and what they asked of Hearten about being written to.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::own::{mine, shown_slot};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::Result,
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::{course::Course, first_step::take, protected::Protected, slot::State, store, wording},
    trial::contact::may_send::choices,
};

/// GET /goals/mine/{time}
pub async fn show_mine(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (course, about) = floor
        .db
        .reading(move |conn| {
            let time = mine(conn, &visitor, &path)?;
            let run = store::runs::one(conn, &time.run_id)?;
            let course = wording::course(conn, &run)?;
            let about = about(conn, &inner, &time, &course)?;
            Ok((course, about))
        })
        .await?;
    let page = page.put("mine", &about).put("steps", &course.first_step).put("support", &course.support);
    page.put("about", &course.about).show("goals/mine.html", &course.name)
}

/// POST /goals/mine/{time}/step
pub async fn take_first_step(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, here) = (floor.clone(), format!("/goals/mine/{path}"));
    let taken = floor.db.writing(move |conn| {
        let time = mine(conn, &visitor, &path)?;
        let run = store::runs::one(conn, &time.run_id)?;
        take(conn, &inner, &run, &time, form.text("step"))
    });
    taken.await?;
    Ok(see_other(&here, "That is a first step taken."))
}

fn about(conn: &mut Conn, floor: &Floor, time: &Protected, course: &Course) -> Result<Value> {
    let (slots, parts) = (store::slots::of_time(conn, &time.id)?, store::parts::of_time(conn, &time.id)?);
    let weeks = (1..).zip(&course.week).map(|(number, week)| {
        let (slot, part) = (
            slots.iter().filter(|slot| slot.week == number).max_by_key(|slot| slot.state != State::Cancelled),
            parts.iter().find(|part| part.week == number),
        );
        json!({
            "number": number, "title": week.title, "slot": slot.map(|slot| shown_slot(floor, slot)),
            "begun": part.is_some(), "finished": part.is_some_and(|part| part.finished_at.is_some()),
        })
    });
    let first = store::parts::first_step(conn, &time.id)?;
    let first = first.and_then(|key| course.first_step(&key)).map(|step| step.words.clone());
    Ok(json!({
        "id": time.id, "state": time.state.name(), "first_step": first, "weeks": weeks.collect::<Vec<_>>(),
        "choices": choices(conn, &time.person_id, floor.clock.now())?,
    }))
}
