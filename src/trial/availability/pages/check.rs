//! A file that is all there is of some days takes away what it does not name, so what it would do is shown before it does it.
//! The file waits in the form itself: nothing is kept until somebody presses.

use actix_web::{HttpResponse, web::Data};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::rota::{Asked, refused};
use crate::{
    floor::{
        Floor,
        clock::long_date,
        error::Result,
        web::{Form, Page, Visitor, see_other},
    },
    trial::{
        availability::bring_rota::{Brought, compare},
        roster::small_sheet::Fault,
    },
};

/// A form carries no more than two megabytes, and a byte of a file takes more than one there.
const MOST: usize = 1_400_000;

/// What became of a press.
enum Came {
    Refused(Vec<Fault>),
    /// It was not what somebody has seen: nothing was done.
    ToSee(Brought),
    Kept(Brought),
}

/// The file that a form holds since its check.
pub(super) fn held(form: &Form) -> Option<Vec<u8>> {
    let held = form.text("held");
    if held.is_empty() { None } else { BASE64_STANDARD.decode(held).ok() }
}

/// A year that a rota may speak of.
pub(super) fn is_in_reason(day: &NaiveDate) -> bool {
    (2020..=2100).contains(&day.year())
}

/// Does what the check page showed, where that is still what it comes to; or else shows it.
pub(super) async fn replace(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    form: Form,
    asked: Asked,
) -> Result<HttpResponse> {
    let (inner, who, seen) = (floor.clone(), visitor.account_id.clone(), form.text("seen").to_owned());
    let (span, authority, file) = (asked.span(), asked.authority.id.clone(), asked.file.clone());
    let came = floor.db.writing(move |conn| {
        let plan = match compare(conn, &authority, &file, span)? {
            Err(faults) => return Ok(Came::Refused(faults)),
            Ok(plan) => plan,
        };
        let counts = plan.counts();
        let pressed_twice = !seen.is_empty() && counts.new == 0 && counts.taken_back == 0;
        if seen != counts.to_string() && !pressed_twice {
            return Ok(Came::ToSee(counts));
        }
        plan.keep(conn, &inner, &who).map(Came::Kept)
    });
    match came.await? {
        Came::Refused(faults) => refused(page, &floor, visitor, &form, &faults).await,
        Came::Kept(brought) => Ok(see_other("/rota", &format!("The rota is on record: {brought}."))),
        Came::ToSee(counts) => show(page, &asked, counts),
    }
}

fn show(page: Page, asked: &Asked, counts: Brought) -> Result<HttpResponse> {
    let (from, until) = asked.all_of.unwrap_or_default();
    let held = (asked.file.len() <= MOST).then(|| BASE64_STANDARD.encode(&asked.file));
    page.put("authority", &asked.authority)
        .put("days", &json!({ "from": from, "until": until, "first": long_date(from), "last": long_date(until) }))
        .put("counts", &json!({ "new": counts.new, "known": counts.known, "taken_back": counts.taken_back }))
        .put("seen", &counts.to_string())
        .put("held", &held)
        .show("availability/check.html", "Look before it is kept")
}
