//! Only in the demo: come in as anyone, and read the mail that would have left. Elsewhere these routes are not mounted.

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use serde::{Deserialize, Serialize};

use super::super::{Entered, House, OwnPath, account, by_role, close_session, enter, open_session};
use crate::floor::{
    Floor,
    clock::Moment,
    db::Conn,
    error::Result,
    mail::{self, Kept},
    web::{Form, Page, Role, Visitor},
};

const A_PAGE: usize = 50;

#[derive(Debug, Serialize)]
struct InRole {
    role: &'static str,
    people: Vec<Someone>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Someone {
    authority: String,
    name: String,
    account_id: String,
}

/// GET /demo/enter
pub async fn who_to_be(floor: Data<Floor>, house: Data<House>, page: Page) -> Result<HttpResponse> {
    let roles = floor.db.reading(move |conn| people_by_role(conn, &house)).await?;
    page.put("roles", &roles).show("demo/enter.html", "Who would you like to be?")
}

fn people_by_role(conn: &mut Conn, house: &House) -> Result<Vec<InRole>> {
    let names: BTreeMap<String, String> = (house.authorities)(conn)?.into_iter().collect();
    let mut found: BTreeMap<Role, Vec<Someone>> = BTreeMap::new();
    for (grant, account) in by_role(conn)? {
        let authority = grant.authority_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        found.entry(grant.role).or_default().push(Someone { authority, name: account.name, account_id: account.id });
    }
    Ok(found
        .into_iter()
        .map(|(role, mut people)| {
            people.sort();
            InRole { role: role.name(), people }
        })
        .collect())
}

/// POST /demo/enter
pub async fn enter_as(floor: Data<Floor>, before: Option<Visitor>, form: Form) -> Result<HttpResponse> {
    let (inner, id) = (floor.clone(), form.text("account").to_owned());
    let opened = floor.db.writing(move |conn| {
        if let Some(before) = before {
            close_session(conn, &inner, &before.session_id)?;
        }
        let account = account(conn, &id)?;
        open_session(conn, &inner, &account.id, "")
    });
    enter(&Entered { secret: opened.await?, to: OwnPath::parse("/") })
}

#[derive(Debug, Deserialize)]
pub struct Asked {
    page: Option<usize>,
}

#[derive(Debug, Serialize)]
struct Listed {
    id: String,
    to: String,
    subject: String,
    at: Moment,
}

/// GET /demo/mail
pub async fn mail_list(floor: Data<Floor>, asked: Query<Asked>, page: Page) -> Result<HttpResponse> {
    let inner = floor.clone();
    let all = floor.db.reading(move |conn| mail::kept(conn, &inner)).await?;
    let pages = all.len().div_ceil(A_PAGE).max(1);
    let at = asked.page.unwrap_or(1).clamp(1, pages);
    let mails: Vec<Listed> = all
        .into_iter()
        .skip((at - 1) * A_PAGE)
        .take(A_PAGE)
        .map(|kept| Listed { id: kept.id, to: kept.mail.to, subject: kept.mail.subject, at: kept.rendered_at })
        .collect();
    page.put("mails", &mails).put("page", &at).put("pages", &pages).show("demo/mail.html", "Outgoing mail")
}

/// GET /demo/mail/{id}
pub async fn mail_one(floor: Data<Floor>, path: Path<String>, page: Page) -> Result<HttpResponse> {
    let (inner, id) = (floor.clone(), path.into_inner());
    let Kept { mail, rendered_at, .. } = floor.db.reading(move |conn| mail::read(conn, &inner, &id)).await?;
    let links = own_links(&mail.text, &floor.settings.web.public_url);
    let shown = serde_json::json!({ "to": mail.to, "subject": mail.subject, "at": rendered_at, "text": mail.text, "links": links });
    page.put("mail", &shown).show("demo/mail_one.html", &mail.subject)
}

/// Links to this house in a text, as paths, so that they work under whatever name the demo was reached.
fn own_links<'a>(text: &'a str, house: &str) -> Vec<&'a str> {
    text.split_whitespace()
        .filter_map(|word| word.strip_prefix(house.trim_end_matches('/')))
        .filter(|path| path.starts_with('/'))
        .collect()
}
