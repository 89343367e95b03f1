//! The page of one building's token, and what is done on it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde_json::Value;

use super::shown::whole;
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Complaints, Error, Result},
        web::{Form, Page, Visitor, see_other},
    },
    interventions::tokens::placement::Here,
};

/// GET /tokens/{id}
pub async fn show_token(floor: Data<Floor>, visitor: Visitor, path: Path<String>, page: Page) -> Result<HttpResponse> {
    shown(&floor, visitor, path.into_inner(), page).await
}

/// The page, whoever put what on it.
pub(super) async fn shown(floor: &Data<Floor>, visitor: Visitor, id: String, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let found: (String, Vec<(&'static str, Value)>) = floor
        .db
        .reading(move |conn| {
            let here = Here::run_by(conn, &visitor, &id, inner.clock.today())?;
            Ok((here.site.name.clone(), whole(conn, &inner, &here)?))
        })
        .await?;
    let page = found.1.iter().fold(page, |page, (name, value)| page.put(name, value));
    page.show("tokens/one.html", &found.0)
}

/// What a form of the page asks.
pub(super) struct Sent {
    pub id: String,
    pub form: Form,
    /// Which of several of its kind the form is about; '' where there is one.
    pub of: String,
}

/// Does it and says so; or the page comes back with what is to be mended.
pub(super) async fn done(
    (floor, visitor, page): (Data<Floor>, Visitor, Page),
    sent: Sent,
    said: &str,
    act: impl FnOnce(&mut Conn, &Floor, &str, &Here, &Form) -> Result<()> + Send + 'static,
) -> Result<HttpResponse> {
    let (inner, who, id, form) = (floor.clone(), visitor.clone(), sent.id.clone(), sent.form.clone());
    let acted = floor.db.writing(move |conn| {
        let here = Here::run_by(conn, &who, &id, inner.clock.today())?;
        act(conn, &inner, &who.account_id, &here, &form)
    });
    match acted.await {
        Err(Error::Invalid(complaints)) => again(&floor, visitor, sent, page, &complaints).await,
        done => done.map(|()| see_other(&format!("/tokens/{}", sent.id), said)),
    }
}

/// The page with what is to be mended.
pub(super) async fn again(
    floor: &Data<Floor>,
    visitor: Visitor,
    sent: Sent,
    page: Page,
    complaints: &Complaints,
) -> Result<HttpResponse> {
    let page = if sent.of.is_empty() {
        page.again(&sent.form, complaints)
    } else {
        page.again_of(&sent.form, complaints, &sent.of)
    };
    shown(floor, visitor, sent.id, page).await
}
