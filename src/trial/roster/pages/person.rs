//! One person: the facts, where they have worked, the road of what they are sent, and everything that was recorded and done.
//! Whoever may not see the arms of a trial reads nothing here that tells one.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::RUN;
use crate::{
    floor::{
        Floor,
        auth::{self, House, Road},
        clock::long_moment,
        db::Conn,
        error::{Error, Result},
        web::{Page, Visitor},
    },
    trial::{
        roster::{
            people::{self, Person, Posting},
            vault,
        },
        uptake::{
            event::Event,
            record::Happened,
            told::{self, Arms},
        },
    },
};

pub async fn person(
    page: Page,
    floor: Data<Floor>,
    house: Data<House>,
    visitor: Visitor,
    id: Path<String>,
) -> Result<HttpResponse> {
    let shown = floor.db.reading(move |conn| read(conn, &house, &visitor, &id)).await?;
    page.put("person", &facts(&shown))
        .put("postings", &shown.postings)
        .put("roads", &shown.roads)
        .put("events", &shown.events)
        .put("history", &shown.history)
        .show("roster/person.html", &shown.person.names.full())
}

struct Shown {
    person: Person,
    manager: Option<Person>,
    address_since: Option<String>,
    postings: Vec<Value>,
    roads: Vec<Road>,
    events: Vec<Value>,
    history: Vec<Value>,
}

fn read(conn: &mut Conn, house: &House, visitor: &Visitor, id: &str) -> Result<Shown> {
    let person = people::person(conn, id)?;
    if !visitor.reaches(RUN, &person.authority_id) {
        return Err(Error::Missing("That person"));
    }
    let manager = person.manager_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
    let address_since = vault::held_since(conn, id)?.map(long_moment);
    let mut postings = Vec::new();
    for posting in people::history(conn, id)?.iter().rev() {
        let manager = posting.manager_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
        postings.push(row(posting, manager.as_ref()));
    }
    let mut roads = Vec::new();
    for of_person in &house.of_person {
        roads.extend(of_person(conn, visitor, id)?);
    }
    let arms = Arms::seen_by(conn, &visitor.account_id, id)?;
    let events = told::events(conn, id, &arms)?.into_iter().rev().filter(of_no_road).map(event).collect();
    let mut history = Vec::new();
    for entry in told::acts(conn, id, &arms)?.into_iter().rev() {
        let who = auth::name_of(conn, &entry.actor);
        history.push(json!({ "when": long_moment(entry.at), "who": who, "act": entry.act, "why": entry.detail }));
    }
    Ok(Shown { person, manager, address_since, postings, roads, events, history })
}

/// What belongs to no intervention, whose road tells of it.
fn of_no_road(happened: &Happened) -> bool {
    let of_trial = ["person.", "trial."].iter().any(|room| happened.event.name().starts_with(room));
    of_trial || happened.event == Event::LetterRecalled
}

fn event(happened: Happened) -> Value {
    let (event, detail) = (happened.event, happened.detail);
    json!({ "when": long_moment(happened.at), "who": event.caused_by(), "what": event.meaning(), "why": detail })
}

fn facts(shown: &Shown) -> Value {
    let Shown { person, manager, address_since, .. } = shown;
    json!({
        "id": person.id,
        "name": person.names.full(),
        "given": person.names.given(),
        "reference": person.reference.as_str(),
        "authority": person.authority,
        "role": person.role.name(),
        "team": person.team.as_ref().map(|team| &team.name),
        "site": person.site.as_ref().map(|site| &site.name),
        "manager": manager.as_ref().map(|manager| json!({ "id": manager.id, "name": manager.names.full() })),
        "email": person.email,
        "do_not_post": person.do_not_post,
        "letter_format": person.letter_format.name(),
        "letter_language": person.letter_language.name(),
        "address_since": address_since,
        "left_on": person.left_on,
        "opted_out_at": person.opted_out_at,
    })
}

fn row(posting: &Posting, manager: Option<&Person>) -> Value {
    json!({
        "role": posting.role.name(),
        "team": posting.team.as_ref().map_or("", |team| &team.name),
        "site": posting.site.as_ref().map_or("", |site| &site.name),
        "manager": manager.map_or(String::new(), |manager| manager.names.full()),
        "from_on": posting.from_on,
        "until_on": posting.until_on,
    })
}
