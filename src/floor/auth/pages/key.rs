//! Where the link in a sign-in mail lands. Opening it changes nothing, since mail scanners open links; the button signs in.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};

use super::super::{OwnPath, Standing, close_session, enter, look, spend};
use crate::floor::{
    Floor,
    error::Result,
    web::{Form, Page, Visitor},
};

/// GET /sign-in/{id}/{key}
pub async fn show_key(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let ((id, key), inner) = (path.into_inner(), floor.clone());
    let action = format!("/sign-in/{id}/{key}");
    match floor.db.reading(move |conn| look(conn, &inner, &id, &key)).await? {
        Standing::Opens => page.put("action", &action).show("auth/key.html", "Here is your key"),
        shut => show_shut(page, shut),
    }
}

/// POST /sign-in/{id}/{key}
pub async fn use_key(
    floor: Data<Floor>,
    path: Path<(String, String)>,
    before: Option<Visitor>,
    page: Page,
    _form: Form,
) -> Result<HttpResponse> {
    let ((id, key), inner) = (path.into_inner(), floor.clone());
    let spent = floor.db.writing(move |conn| {
        let spent = spend(conn, &inner, &id, &key)?;
        if let (Some(before), true) = (before, spent.is_ok()) {
            close_session(conn, &inner, &before.session_id)?;
        }
        Ok(spent)
    });
    match spent.await? {
        Ok(entered) => enter(&entered),
        Err(shut) => show_shut(page, shut),
    }
}

fn show_shut(page: Page, standing: Standing) -> Result<HttpResponse> {
    let (status, why) = match standing {
        Standing::Used => (StatusCode::GONE, "used"),
        Standing::Old => (StatusCode::GONE, "old"),
        Standing::Opens | Standing::Unknown => (StatusCode::NOT_FOUND, "unknown"),
    };
    let page = page.with_status(status).put("why", why).put("return_to", OwnPath::parse("/").as_str());
    page.show("auth/key_shut.html", "This key no longer opens")
}
