//! The check before a pack counts as posted, and the page that says it does.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use chrono::NaiveDate;
use serde_json::json;

use super::pack::again;
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
        web::{Form, Page, Visitor},
    },
    interventions::letters::{
        post::{erase_on, post, posting_day, ready_to_post},
        take_pack::pack_run_by,
    },
};

/// POST /letters/packs/{id}/posted/check
pub async fn check_posted(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    asked(floor, visitor, path, page, form, false).await
}

/// POST /letters/packs/{id}/posted
pub async fn mark_posted(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    asked(floor, visitor, path, page, form, true).await
}

async fn asked(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
    done: bool,
) -> Result<HttpResponse> {
    let (inner, sent, who, pack_id) = (floor.clone(), form.clone(), visitor.clone(), path.clone());
    let told = floor.db.writing(move |conn| {
        let (round, pack) = pack_run_by(conn, &who, &pack_id)?;
        let on = posting_day(sent.text("posted_on"), &pack, inner.clock.today())?;
        let count = if done {
            post(conn, &inner, &who.account_id, &round, &pack, on)?
        } else {
            ready_to_post(conn, &pack)?.len()
        };
        let round = json!({ "id": round.id, "name": round.name });
        Ok((round, json!({ "id": pack.id, "letter_count": count }), on))
    });
    match told.await {
        Err(Error::Invalid(complaints)) => again(&floor, visitor, path.into_inner(), page, &form, &complaints).await,
        told => {
            let (round, pack, on): (_, _, NaiveDate) = told?;
            let page = page.put("round", &round).put("pack", &pack).put("posted_on", &on).put("done", &done);
            page.put("erase_on", &erase_on(&floor, on)).show("letters/posted.html", "In the post")
        }
    }
}
