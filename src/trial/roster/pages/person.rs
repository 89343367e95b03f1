//! One person: the facts, where they have worked, and everything that was done about them.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::RUN;
use crate::{
    floor::{
        Floor, audit, auth,
        clock::long_moment,
        db::Conn,
        error::{Error, Result},
        web::{Page, Visitor},
    },
    trial::roster::{
        people::{self, Person, Posting},
        vault,
    },
};

pub async fn person(page: Page, floor: Data<Floor>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse> {
    let shown = floor.db.reading(move |conn| read(conn, &id)).await?;
    if !visitor.reaches(RUN, &shown.person.authority_id) {
        return Err(Error::Missing("That person"));
    }
    page.put("person", &facts(&shown))
        .put("postings", &shown.postings)
        .put("history", &shown.history)
        .show("roster/person.html", &shown.person.names.full())
}

struct Shown {
    person: Person,
    manager: Option<Person>,
    address_since: Option<String>,
    postings: Vec<Value>,
    history: Vec<Value>,
}

fn read(conn: &mut Conn, id: &str) -> Result<Shown> {
    let person = people::person(conn, id)?;
    let manager = person.manager_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
    let address_since = vault::held_since(conn, id)?.map(long_moment);
    let mut postings = Vec::new();
    for posting in people::history(conn, id)?.iter().rev() {
        let manager = posting.manager_id.as_deref().map(|id| people::person(conn, id)).transpose()?;
        postings.push(row(posting, manager.as_ref()));
    }
    let mut history = Vec::new();
    for entry in audit::history(conn, id)?.into_iter().rev() {
        let who = auth::name_of(conn, &entry.actor);
        history.push(json!({ "when": long_moment(entry.at), "who": who, "act": entry.act, "why": entry.detail }));
    }
    Ok(Shown { person, manager, address_since, postings, history })
}

fn facts(shown: &Shown) -> Value {
    let Shown { person, manager, address_since, .. } = shown;
    json!({
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
