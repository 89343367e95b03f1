//! Where a manager's link lands. Opening it changes nothing; the button opens a session for the one page.

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
    interventions::goals::{
        mailing::{self, TEAM},
        store,
    },
    trial::roster::{let_in::let_in, people},
};

/// GET /goals/team/{row}/{key}
pub async fn show_team_link(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let link = mailing::Page::opened(&floor, &row, &key)?;
    let (manager, run) = floor
        .db
        .reading(move |conn| Ok((people::person(conn, &link.manager_id)?, store::runs::one(conn, &link.run_id)?)))
        .await?;
    let page = page.put("name", manager.names.known_as()).put("authority", &manager.authority);
    let page = page.put("agree_by", &run.agree_by).put("action", &format!("/{TEAM}/{row}/{key}"));
    page.show("goals/team_link.html", "Half an hour a week for your team")
}

/// POST /goals/team/{row}/{key}
pub async fn open_team_link(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    visitor: Option<Visitor>,
    _form: Form,
) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    let link = mailing::Page::opened(&floor, &row, &key)?;
    let (inner, scope) = (floor.clone(), link.path());
    let account = move |conn: &mut _| {
        let manager = people::person(conn, &link.manager_id)?;
        if manager.left_on.is_some_and(|day| day <= inner.clock.today()) || manager.email.is_none() {
            return Err(Error::Missing("that link"));
        }
        let_in(conn, &inner, &manager, Role::TeamManager, &manager.authority_id)
    };
    auth::enter_scoped(&floor, visitor, scope, account).await
}
