//! One person's page: when they are not free, as far as that is on record, with what adds a time and what takes one back.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::RUN;
use crate::{
    floor::{
        Floor, auth,
        clock::long_moment,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    trial::{
        availability::{
            absence::{Absence, Kind, Noted, Taken},
            add, reads, store, take_back as take, typed,
        },
        roster::people::{self, Person},
    },
};

/// Said after each press; no name in it.
const NOTED: &str = "Noted. No half hour is proposed at that time from now on.";
const KNOWN: &str = "That is on record already.";
const TAKEN_BACK: &str = "Taken back. That time is free again.";

/// GET /rota/people/{id}
pub async fn person(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let shown = floor.db.reading(move |conn| read(conn, &visitor, &id)).await?;
    show(page, &floor, &shown)
}

/// POST /rota/people/{id}/days
pub async fn note_days(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let typed = typed::once(&form, floor.clock.today());
    note(page, floor, visitor, id.into_inner(), form, typed, "from").await
}

/// POST /rota/people/{id}/weekly
pub async fn note_weekly(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: Path<String>,
    form: Form,
) -> Result<HttpResponse> {
    let typed = typed::weekly(&form);
    note(page, floor, visitor, id.into_inner(), form, typed, "every").await
}

/// Keeps what was typed, or shows it again with what is to be mended; `field` is where an overlap is told.
async fn note(
    page: Page,
    floor: Data<Floor>,
    visitor: Visitor,
    id: String,
    form: Form,
    typed: Result<Absence>,
    field: &'static str,
) -> Result<HttpResponse> {
    let (inner, who, whose) = (floor.clone(), visitor.clone(), id.clone());
    let noted = floor.db.writing(move |conn| {
        let person = theirs(conn, &who, &whose)?;
        add::add(conn, &inner, &who.account_id, &person, &typed?, field)
    });
    match noted.await {
        Err(Error::Invalid(complaints)) => again(page, &floor, visitor, id, &form, &complaints).await,
        noted => noted.map(|new| see_other(&path(&id), if new { NOTED } else { KNOWN })),
    }
}

async fn again(
    page: Page,
    floor: &Data<Floor>,
    visitor: Visitor,
    id: String,
    form: &Form,
    complaints: &Complaints,
) -> Result<HttpResponse> {
    let shown = floor.db.reading(move |conn| read(conn, &visitor, &id)).await?;
    show(page.again(form, complaints), floor, &shown)
}

/// POST /rota/people/{id}/take-back
pub async fn take_back(floor: Data<Floor>, visitor: Visitor, id: Path<String>, form: Form) -> Result<HttpResponse> {
    let (inner, home) = (floor.clone(), path(&id));
    let taken = floor.db.writing(move |conn| {
        let person = theirs(conn, &visitor, &id)?;
        take::take_back(conn, &inner, &visitor.account_id, &person.id, form.text("absence"))
    });
    taken.await?;
    Ok(see_other(&home, TAKEN_BACK))
}

struct Shown {
    person: Person,
    once: Vec<Value>,
    weekly: Vec<Value>,
}

/// Somebody of an authority that the visitor reaches.
fn theirs(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<Person> {
    let person = people::person(conn, id)?;
    if visitor.reaches(RUN, &person.authority_id) { Ok(person) } else { Err(Error::Missing("That person")) }
}

fn read(conn: &mut Conn, visitor: &Visitor, id: &str) -> Result<Shown> {
    let person = theirs(conn, visitor, id)?;
    let mut noted = store::noted(conn, id)?;
    // What lies furthest ahead stands first; times of the week by their day.
    noted.sort_by_key(|noted| match noted.absence.taken {
        Taken::Once(span) => (0, -span.starts.and_utc().timestamp(), noted.id.clone()),
        Taken::Weekly(time) => (i64::from(time.weekday.number_from_monday()), 0, noted.id.clone()),
    });
    let (mut once, mut weekly) = (Vec::new(), Vec::new());
    for one in &noted {
        let list = if matches!(one.absence.taken, Taken::Once(_)) { &mut once } else { &mut weekly };
        list.push(row(conn, one));
    }
    Ok(Shown { person, once, weekly })
}

fn row(conn: &mut Conn, noted: &Noted) -> Value {
    json!({
        "id": noted.id,
        "what": noted.absence.kind.word(),
        "when": noted.absence.taken.reads(),
        "by": auth::name_of(conn, &noted.by),
        "at": long_moment(noted.at),
    })
}

fn show(page: Page, floor: &Floor, shown: &Shown) -> Result<HttpResponse> {
    let person = &shown.person;
    let facts = json!({
        "id": person.id, "name": person.names.full(), "reference": person.reference.as_str(), "authority": person.authority,
    });
    let kinds = Kind::ALL.map(|kind| json!({ "value": kind.name(), "text": kind.word() }));
    let days = (0..7u8).filter_map(|number| chrono::Weekday::try_from(number).ok());
    let days = days.map(|day| json!({ "value": day.to_string(), "text": reads::day_name(day) }));
    page.put("person", &facts)
        .put("once", &shown.once)
        .put("weekly", &shown.weekly)
        .put("kinds", &kinds)
        .put("weekdays", &days.collect::<Vec<_>>())
        .put("today", &floor.clock.today())
        .show("availability/person.html", &format!("When {} is not free", person.names.full()))
}

fn path(id: &str) -> String {
    format!("/rota/people/{id}")
}
