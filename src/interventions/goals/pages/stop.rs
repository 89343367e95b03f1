//! Where a mail program's own button lands (RFC 8058): a POST leaves somebody out, with no sign-in and no cookie. A GET shows a
//! button, since mail scanners open links.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use crate::{
    floor::{
        Floor,
        error::Result,
        web::{Form, Page},
    },
    interventions::goals::{
        leave::leave,
        mailing::{STOP, stop_link_fits},
        store,
    },
};

/// GET /goals/stop/{row}/{key}
pub async fn show_stop(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    stop_link_fits(&floor, &row, &key)?;
    let action = format!("/{STOP}/{row}/{key}");
    page.put("action", &action).put("done", &false).show("goals/stop.html", "Be left out")
}

/// POST /goals/stop/{row}/{key}
pub async fn stop(floor: Data<Floor>, path: Path<(String, String)>, page: Page, _form: Form) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    stop_link_fits(&floor, &row, &key)?;
    let inner = floor.clone();
    let left = floor.db.writing(move |conn| {
        let time = store::times::one(conn, &row)?;
        leave(conn, &inner, &time.person_id, &time.person_id)
    });
    left.await?;
    page.put("action", &"").put("done", &true).show("goals/stop.html", "You are left out")
}
