//! The sheet of who came, on a screen and on paper, and what hangs on the wall.

use std::collections::BTreeSet;

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::shown::of_round;
use crate::{
    floor::{
        Floor,
        clock::appointment,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::rounds::{
        attendance::{AROUND, Sheet, keep, takes_attendance, unnamed_field},
        check_in::{here_page, wall_code},
        feedback::{self, instrument::role_words},
        place::State,
        round::{Round, round_by},
        series::Series,
        store,
        walk_in::{candidates, walk_in},
    },
    trial::roster::{
        people::{self, Person},
        person::StaffRole,
    },
};

/// GET /rounds/{id}/attendance
pub async fn show_attendance(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page, Form::default()).await
}

/// POST /rounds/{id}/attendance
pub async fn keep_attendance(
    floor: Data<Floor>,
    visitor: Visitor,
    path: Path<String>,
    page: Page,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, who, sent, id) = (floor.clone(), visitor.clone(), form.clone(), path.clone());
    let kept = floor.db.writing(move |conn| {
        let (round, series) = round_by(conn, &who, &id)?;
        takes_attendance(&round, inner.clock.now())?;
        let sheet = Sheet::parse(&sent)?;
        let walk_in = walk_in(conn, &series.authority_id, &sent)?;
        keep(conn, &inner, &round.id, &sheet, walk_in.as_ref())
    });
    match kept.await {
        Err(Error::Invalid(complaints)) => {
            let page = page.again(&form, &complaints);
            shown(&floor, visitor, path.into_inner(), page, form).await
        }
        done => done.map(|()| see_other(&format!("/rounds/{path}/attendance"), "Kept.")),
    }
}

/// GET /rounds/{id}/sheet
pub async fn show_sheet(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let whole = floor.db.reading(move |conn| {
        let (round, series) = round_by(conn, &visitor, &path)?;
        let mut whole = vec![("round", of_round(conn, &round)?), ("groups", groups(conn, &round, &series)?)];
        whole.extend(on_the_wall(&inner, &round));
        Ok(whole)
    });
    let page = whole.await?.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.put("kinds", &StaffRole::ALL.map(role_words)).show("rounds/sheet.html", "Who came")
}

/// GET /rounds/{id}/wall
pub async fn show_wall(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let whole = floor.db.reading(move |conn| {
        let (round, _) = round_by(conn, &visitor, &path)?;
        let mut whole = vec![("round", of_round(conn, &round)?)];
        whole.extend(on_the_wall(&inner, &round));
        Ok(whole)
    });
    let page = whole.await?.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("rounds/wall.html", "On the wall")
}

fn on_the_wall(floor: &Floor, round: &Round) -> Vec<(&'static str, Value)> {
    let (code, house) = (wall_code(floor, &round.id), floor.settings.web.public_url.trim_end_matches('/'));
    vec![
        ("address", json!(format!("{house}{}", here_page(&code)))),
        ("code", json!(code)),
        ("feedback", json!(feedback::link(floor, &round.id))),
    ]
}

async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page, sent: Form) -> Result<HttpResponse> {
    let now = floor.clock.now();
    let whole = floor.db.reading(move |conn| {
        let (round, series) = round_by(conn, &visitor, &id)?;
        let found = candidates(conn, &series.authority_id, &sent)?;
        let found = if found.len() > 1 { found } else { Vec::new() };
        let options: Vec<Value> = found.iter().map(|one| json!({ "value": one.id, "text": in_a_list(one) })).collect();
        Ok(vec![
            ("round", of_round(conn, &round)?),
            ("groups", groups(conn, &round, &series)?),
            ("unnamed", unnamed(conn, &round)?),
            ("candidates", json!(options)),
            ("open", json!(takes_attendance(&round, now).is_ok())),
            ("opens", json!(appointment(round.span.starts - AROUND))),
        ])
    });
    let page = whole.await?.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("rounds/attendance.html", "Who came")
}

fn in_a_list(person: &Person) -> String {
    let team = person.team.as_ref().map(|team| format!(", {}", team.name)).unwrap_or_default();
    format!("{}{team} ({})", person.names.full(), person.reference.as_str())
}

/// How many came unnamed, a field for each kind of staff.
fn unnamed(conn: &mut Conn, round: &Round) -> Result<Value> {
    let counts = store::attendances::unnamed(conn, &round.id)?;
    let field = |role: StaffRole| {
        let people = counts.get(role.name()).copied().unwrap_or_default();
        json!({ "field": unnamed_field(role), "label": role_words(role), "people": people })
    };
    Ok(json!(StaffRole::ALL.map(field)))
}

/// Everybody with a place, in three groups, and whoever came without one. Nothing here tells who was not invited because of the
/// arm that they are in.
fn groups(conn: &mut Conn, round: &Round, series: &Series) -> Result<Value> {
    let came: BTreeSet<String> = store::attendances::came(conn, &round.id)?.into_iter().collect();
    let mut staff = people::in_authority(conn, &series.authority_id)?;
    staff.sort_by_cached_key(|person| (person.names.in_index(), person.reference.clone()));
    let places = store::places::of_round(conn, &round.id, &State::ALL)?;
    let mut groups: [Vec<Value>; 4] = Default::default();
    for person in staff {
        let place = places.iter().find(|place| place.person_id == person.id);
        let here = came.contains(&person.id);
        let (at, tick) = match place {
            Some(place) => (group_of(place.state), place.id.as_str()),
            None if here => (3, person.id.as_str()),
            None => continue,
        };
        if person.erased_at.is_none() {
            let team = person.team.as_ref().map(|team| team.name.as_str());
            groups[at].push(json!({ "tick": tick, "name": person.names.full(), "team": team, "came": here }));
        }
    }
    let titles = ["Booked", "Waiting, or offered a place", "Others who were invited", "Came without a booking"];
    Ok(json!(
        titles
            .iter()
            .zip(groups)
            .map(|(title, people)| json!({ "title": title, "people": people }))
            .collect::<Vec<_>>()
    ))
}

const fn group_of(state: State) -> usize {
    match state {
        State::Booked => 0,
        State::Waiting | State::Offered => 1,
        _ => 2,
    }
}
