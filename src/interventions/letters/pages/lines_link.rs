//! Where a manager's personal link lands. Opening it changes nothing; the button opens a session for the one page.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor, auth,
        error::{Error, Result},
        web::{Form, Page, Role, Visitor},
    },
    interventions::letters::{
        mailing::{PURPOSE, Post, let_in, reachable},
        store,
    },
    trial::roster::people,
};

/// GET /letters/lines/{row}/{key}
pub async fn show_lines_link(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let post = Post::opened(&floor, &row, &key)?;
    let found = floor.db.reading(move |conn| {
        let round = store::rounds::one(conn, &post.round_id)?;
        Ok((people::person(conn, &post.manager_id)?, round.lines_due_on))
    });
    let (manager, due) = found.await?;
    let page = page.put("name", manager.names.known_as()).put("authority", &manager.authority);
    let page = page.put("lines_due_on", &due).put("action", &format!("/{PURPOSE}/{row}/{key}"));
    page.show("letters/lines_link.html", "Your team’s page")
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
    let account = floor.db.writing(move |conn| {
        let round = store::rounds::one(conn, &post.round_id)?;
        let manager = people::person(conn, &post.manager_id)?;
        if !reachable(&manager, inner.clock.today()) {
            return Err(Error::Missing("that link"));
        }
        let_in(conn, &inner, &manager, Role::TeamManager, &round.authority_id)
    });
    auth::enter_scoped(&floor, visitor, account.await?, scope).await
}
