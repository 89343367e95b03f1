//! Where a mail program's own button lands (RFC 8058): a POST leaves somebody out. A GET shows a button, since mail scanners
//! open links.

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
    interventions::rounds::{
        mailing::{STOP, stop_link_fits},
        store,
        tend::take_back,
    },
    trial::contact::opt_out::opt_out,
};

/// GET /rounds/stop/{row}/{key}
pub async fn show_stop(floor: Data<Floor>, path: Path<(String, String)>, page: Page) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    stop_link_fits(&floor, &row, &key)?;
    let action = format!("/{STOP}/{row}/{key}");
    page.put("action", &action).put("done", &false).show("rounds/stop.html", "Be left out")
}

/// POST /rounds/stop/{row}/{key}
pub async fn stop(floor: Data<Floor>, path: Path<(String, String)>, page: Page, _form: Form) -> Result<HttpResponse> {
    let (row, key) = path.into_inner();
    stop_link_fits(&floor, &row, &key)?;
    let inner = floor.clone();
    let left = floor.db.writing(move |conn| {
        let place = store::places::one(conn, &row)?;
        opt_out(conn, &inner, &place.person_id, &place.person_id)?;
        take_back(conn, &inner, &place.person_id)
    });
    left.await?;
    page.put("action", &"").put("done", &true).show("rounds/stop.html", "You are left out")
}
