//! Where a worker's own link lands: three small first steps with a button each. Opening it changes nothing; a press takes the
//! step and opens a session for their own page.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        web::{Form, Page, Role, Visitor},
    },
    interventions::goals::{
        first_step::take,
        mailing::{MINE, my_link_fits, my_page},
        store, wording,
    },
    trial::roster::{
        let_in::let_in,
        people::{self, Person},
    },
};

/// GET /goals/me/{row}/{key}
pub async fn show_me_link(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    my_link_fits(&floor, &row, &key)?;
    let action = format!("/{MINE}/{row}/{key}");
    welcome(&floor, row, &action, page).await
}

/// The page that such a link shows, whose buttons lead to `action`.
pub(super) async fn welcome(floor: &Data<Floor>, row: String, action: &str, page: Page) -> Result<HttpResponse> {
    let (person, course, taken) = floor
        .db
        .reading(move |conn| {
            let time = store::times::one(conn, &row)?;
            let run = store::runs::one(conn, &time.run_id)?;
            let (course, taken) = (wording::course(conn, &run)?, store::parts::first_step(conn, &row)?);
            Ok((here(conn, &time.person_id)?, course, taken))
        })
        .await?;
    let page = page.put("name", person.names.known_as()).put("authority", &person.authority);
    let page = page.put("course", &course.name).put("about", &course.about).put("steps", &course.first_step);
    page.put("taken", &taken).put("action", action).show("goals/me_link.html", &course.name)
}

/// POST /goals/me/{row}/{key}
pub async fn open_me_link(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    visitor: Option<Visitor>,
    form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    my_link_fits(&floor, &row, &key)?;
    come_in(&floor, row, visitor, form).await
}

/// Takes a first step, where one was pressed, and opens a session for their own page.
pub(super) async fn come_in(
    floor: &Data<Floor>,
    row: String,
    visitor: Option<Visitor>,
    form: Form,
) -> Result<HttpResponse> {
    let (inner, scope) = (floor.clone(), my_page(&row));
    let account = move |conn: &mut _| {
        let time = store::times::one(conn, &row)?;
        let person = here(conn, &time.person_id)?;
        let run = store::runs::one(conn, &time.run_id)?;
        if form.ticked("step") {
            take(conn, &inner, &run, &time, form.text("step"))?;
        }
        let_in(conn, &inner, &person, Role::SocialWorker, &person.authority_id)
    };
    auth::enter_scoped(floor, visitor, scope, account).await
}

/// Somebody who is here still, left out or not: they may always read what is theirs.
pub(super) fn here(conn: &mut Conn, person_id: &str) -> Result<Person> {
    let person = people::person(conn, person_id)?;
    let gone = person.erased_at.is_some() || person.email.is_none();
    if gone { Err(Error::Missing("that link")) } else { Ok(person) }
}
