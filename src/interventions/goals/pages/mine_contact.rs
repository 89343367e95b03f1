//! A worker says how often they want to be written to, or not at all.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::json;

use super::own::mine;
use crate::{
    floor::{
        Floor,
        clock::long_moment,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::goals::leave::leave,
    trial::contact::{choice::Choice, choose::choose, feed, may_send::choices},
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

/// POST /goals/mine/{time}/feed: a link for the visitor's own calendar program, or none any more.
pub async fn change_feed(floor: Data<Floor>, visitor: Visitor, path: Path<String>, form: Form) -> Result<HttpResponse> {
    let here = format!("/goals/mine/{path}/contact");
    let wanted = form.text("feed") == "open";
    let changed = floor.db.writing(move |conn| {
        let time = mine(conn, &visitor, &path)?;
        if wanted { feed::open(conn, &time.person_id) } else { feed::shut(conn, &time.person_id) }
    });
    changed.await?;
    Ok(see_other(&here, if wanted { "Here is your link." } else { "The link opens nothing any more." }))
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
    let (id, now, feed) = floor
        .db
        .reading(move |conn| {
            let time = mine(conn, &visitor, &time_id)?;
            let now = choices(conn, &time.person_id, inner.clock.now())?;
            Ok((time.id, now, feed::link(conn, &inner, &time.person_id)?))
        })
        .await?;
    let feed = feed.map(|(link, fetched)| json!({ "link": link, "fetched": fetched.map(long_moment) }));
    page.put("id", &id).put("feed", &feed).put("choices", &now).show("goals/contact.html", "How often we write")
}
