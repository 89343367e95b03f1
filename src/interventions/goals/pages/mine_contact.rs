//! A worker says how often they want to be written to, or not at all.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::own::mine;
use crate::{
    floor::{
        Floor,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::leave::leave,
    trial::contact::{choice::Choice, choose::choose, may_send::choices},
};

/// GET /goals/mine/{time}/contact
pub async fn show_contact(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    shown(floor, visitor, path.into_inner(), page).await
}

/// POST /goals/mine/{time}/contact
pub async fn choose_contact(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, time_id, sent) = (floor.clone(), visitor.clone(), path.clone(), form.clone());
    let chosen = floor.db.writing(move |conn| {
        let time = mine(conn, &who, &time_id)?;
        let choice = Choice::parse(sent.text("choice"))?;
        let holds = sent.text("holds") != "no";
        choose(conn, &inner, &time.person_id, choice, holds, sent.text("until").trim().parse().ok())
    });
    match chosen.await {
        Err(Error::Invalid(complaints)) => {
            shown(floor, visitor, path.into_inner(), page.again(&form, &complaints)).await
        }
        done => done.map(|()| see_other(&format!("/goals/mine/{path}/contact"), "Done, from now on.")),
    }
}

/// POST /goals/mine/{time}/leave
pub async fn leave_out(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    if !form.ticked("sure") {
        let complaints = Complaints::of("sure", "Tick this if you want to be left out.");
        return shown(floor, visitor, path.into_inner(), page.again(&form, &complaints)).await;
    }
    let (inner, who, time_id) = (floor.clone(), visitor, path.clone());
    let left = floor.db.writing(move |conn| {
        let time = mine(conn, &who, &time_id)?;
        leave(conn, &inner, &time.person_id, &who.account_id)
    });
    left.await?;
    Ok(see_other(
        &format!("/goals/mine/{path}"),
        "You are left out. What is in your diary is taken out, and then it is quiet.",
    ))
}

async fn shown(floor: Data<Floor>, visitor: Visitor, time_id: String, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let (id, now) = floor
        .db
        .reading(move |conn| {
            let time = mine(conn, &visitor, &time_id)?;
            let now = choices(conn, &time.person_id, inner.clock.now())?;
            Ok((time.id, now))
        })
        .await?;
    page.put("id", &id).put("choices", &now).show("goals/contact.html", "How often we write")
}
