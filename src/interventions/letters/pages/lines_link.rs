//! Where a personal link to a team's page lands. Opening it changes nothing; the button opens a session for the one page.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use serde_json::json;

use crate::{
    floor::{
        Floor, auth,
        error::{Error, Result},
        web::{Form, Page, Role, Visitor},
    },
    interventions::letters::{
        mailing::{PURPOSE, Post, reachable},
        store,
    },
    trial::roster::{
        let_in::let_in,
        people::{self, Person},
    },
};

/// GET /letters/lines/{row}/{key}
pub async fn show_lines_link(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let post = Post::opened(&floor, &row, &key)?;
    let found = floor.db.reading(move |conn| {
        let round = store::rounds::one(conn, &post.round_id)?;
        let hand = store::hands::of(conn, &post.round_id, &post.manager_id)?;
        let mine = post.writer_id.is_none() || post.writer_id == hand.as_ref().map(|hand| hand.writer_id.clone());
        let writer = hand.filter(|_| post.writer_id.is_none()).map(|hand| people::person(conn, &hand.writer_id));
        let manager = post.writer_id.is_some().then(|| people::person(conn, &post.manager_id));
        let handed = json!({
            "mine": mine, "writer": full_name(writer)?, "manager": full_name(manager)?,
        });
        Ok((people::person(conn, post.person_id())?, round.lines_due_on, handed))
    });
    let (reader, due, handed) = found.await?;
    let page = page.put("name", reader.names.known_as()).put("authority", &reader.authority).put("handed", &handed);
    let page = page.put("lines_due_on", &due).put("action", &format!("/{PURPOSE}/{row}/{key}"));
    page.show("letters/lines_link.html", if handed["manager"].is_null() { "Your team’s page" } else { "A team’s page" })
}

/// POST /letters/lines/{row}/{key}
pub async fn open_lines_link(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    visitor: Option<Visitor>,
    _form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let post = Post::opened(&floor, &row, &key)?;
    let (inner, scope) = (floor.clone(), post.page());
    let account = move |conn: &mut _| {
        let round = store::rounds::one(conn, &post.round_id)?;
        let reader = people::person(conn, post.person_id())?;
        let hand = store::hands::of(conn, &post.round_id, &post.manager_id)?;
        let taken_back = post.writer_id.is_some() && post.writer_id != hand.map(|hand| hand.writer_id);
        if taken_back || !reachable(&reader, inner.clock.today()) {
            return Err(Error::Missing("that link"));
        }
        let_in(conn, &inner, &reader, Role::TeamManager, &round.authority_id)
    };
    auth::enter_scoped(&floor, visitor, scope, account).await
}

fn full_name(person: Option<Result<Person>>) -> Result<Option<String>> {
    Ok(person.transpose()?.map(|person| person.names.full()))
}
