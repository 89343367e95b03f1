//! The page by which a coordinator brings a rota in: when people are on duty, in court, on leave, or never at work. Below it,
//! whoever is not free at some time to come.

use std::collections::HashSet;

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{RUN, check, reached};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::{
        availability::{bring_rota::bring_rota, span::Span, store},
        roster::{
            people::{self, Authority},
            small_sheet::Fault,
        },
    },
};

/// Rows that are shown at once.
const SHOWN: usize = 50;

/// Which of the people are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    page: usize,
}

/// GET /rota
pub async fn rota(page: Page, floor: Data<Floor>, visitor: Visitor, wanted: Query<Wanted>) -> Result<HttpResponse> {
    shown(page, &floor, visitor, &[], wanted.page).await
}

/// What the form asks: whose rota, the file, and the days that it is all of.
pub(super) struct Asked {
    pub authority: Authority,
    pub file: Vec<u8>,
    pub all_of: Option<(NaiveDate, NaiveDate)>,
}

impl Asked {
    pub(super) fn span(&self) -> Option<Span> {
        self.all_of.map(|(from, until)| Span::days(from, until))
    }

    /// Reads the form; `file` is what was sent, or held since the check.
    pub(super) fn parse(form: &Form, authorities: Vec<Authority>, file: Option<Vec<u8>>) -> Result<Self, Complaints> {
        let mut complaints = Complaints::default();
        let authority = authorities.into_iter().find(|authority| authority.id == form.text("authority"));
        if authority.is_none() {
            complaints.add("authority", "Choose an authority.");
        }
        if file.is_none() {
            complaints.add("file", "Choose a file first.");
        }
        let all_of = if form.ticked("all") { all_of(form, &mut complaints) } else { None };
        match (authority, file, complaints.is_empty()) {
            (Some(authority), Some(file), true) => Ok(Self { authority, file, all_of }),
            _ => Err(complaints),
        }
    }
}

fn all_of(form: &Form, complaints: &mut Complaints) -> Option<(NaiveDate, NaiveDate)> {
    let days = ["all_from", "all_until"].map(|field| {
        let day = form.day(field).filter(check::is_in_reason);
        if day.is_none() {
            complaints.add(field, "Give a day, such as 2027-03-01.");
        }
        day
    });
    let days = days[0].zip(days[1]);
    if days.is_some_and(|(from, until)| until < from) {
        complaints.add("all_until", "This is before the first day. Put the later day here.");
    }
    days
}

/// POST /rota
pub async fn bring_in(page: Page, floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    let who = visitor.clone();
    let authorities = floor.db.reading(move |conn| reached(conn, &who)).await?;
    let file = form.file.clone().filter(|file| !file.name.is_empty()).map(|file| file.bytes);
    let asked = match Asked::parse(&form, authorities, file.or_else(|| check::held(&form))) {
        Ok(asked) => asked,
        Err(complaints) => return shown(page.again(&form, &complaints), &floor, visitor, &[], 1).await,
    };
    if asked.all_of.is_some() {
        return check::replace(page, floor, visitor, form, asked).await;
    }
    let (inner, who) = (floor.clone(), visitor.account_id.clone());
    let brought =
        floor.db.writing(move |conn| bring_rota(conn, &inner, &who, &asked.authority.id, &asked.file, None)).await?;
    match brought {
        Ok(brought) => Ok(see_other("/rota", &format!("The rota is on record: {brought}."))),
        Err(faults) => refused(page, &floor, visitor, &form, &faults).await,
    }
}

/// The page again, with all that is wrong with a file.
pub(super) async fn refused(
    page: Page,
    floor: &Data<Floor>,
    visitor: Visitor,
    form: &Form,
    faults: &[Fault],
) -> Result<HttpResponse> {
    let says = "Nothing was saved. Mend what is listed below, and choose the file again.";
    shown(page.again(form, &Complaints::of("file", says)), floor, visitor, faults, 1).await
}

async fn shown(
    page: Page,
    floor: &Data<Floor>,
    visitor: Visitor,
    faults: &[Fault],
    wanted: usize,
) -> Result<HttpResponse> {
    let now = floor.clock.now();
    let find = move |conn: &mut _| {
        let known = store::people_after(conn, now)?;
        Ok((reached(conn, &visitor)?, not_free(conn, &visitor, &known)?))
    };
    let (authorities, known) = floor.db.reading(find).await?;
    let options = authorities.iter().map(|authority| json!({ "value": authority.id, "text": authority.name }));
    let pages = known.len().div_ceil(SHOWN).max(1);
    let at = wanted.clamp(1, pages);
    page.put("authorities", &options.collect::<Vec<_>>())
        .put("faults", &faults.iter().take(SHOWN).map(Fault::shown).collect::<Vec<_>>())
        .put("more", &faults.len().saturating_sub(SHOWN))
        .put("people", &known.iter().skip((at - 1) * SHOWN).take(SHOWN).collect::<Vec<_>>())
        .put("pages", &json!({ "at": at, "of": pages, "href": "/rota?page=" }))
        .show("availability/rota.html", "Bring a rota in")
}

/// Those of `ids` whom the visitor reaches, by family name, as rows.
fn not_free(conn: &mut Conn, visitor: &Visitor, ids: &[String]) -> Result<Vec<Value>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: HashSet<&String> = ids.iter().collect();
    let mut found = people::everyone(conn)?;
    found.retain(|person| ids.contains(&person.id) && visitor.reaches(RUN, &person.authority_id));
    found.sort_by_cached_key(|person| (person.names.in_index(), person.reference.clone()));
    let rows = found.iter().map(|person| {
        let link = json!({ "text": format!("{}, {}", person.names.family(), person.names.known_as()), "href": format!("/rota/people/{}", person.id) });
        json!([link, person.reference.as_str(), person.team.as_ref().map_or("", |team| &team.name), person.authority])
    });
    Ok(rows.collect())
}
