//! Asking for a key by mail. The answer is the same, and as quick, whether or not anyone has that address.

use std::time::Duration;

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};

use super::super::{Email, KEY_MINUTES, OwnPath, key::promise_key_to, promise_key};
use crate::floor::{
    Floor,
    error::{Error, Result},
    web::{Form, Page, Visitor, see_other},
};

/// Longer than either answer takes, so that the time it took says nothing.
const EVERY_ANSWER_TAKES: Duration = Duration::from_millis(100);

#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    to: String,
}

/// GET /sign-in
pub async fn show_sign_in(page: Page, asked: Query<Asked>) -> Result<HttpResponse> {
    page.put("return_to", OwnPath::parse(&asked.to).as_str()).show("auth/sign_in.html", "Sign in")
}

/// POST /sign-in
pub async fn ask_for_key(floor: Data<Floor>, page: Page, form: Form) -> Result<HttpResponse> {
    let answer_at = Instant::now() + EVERY_ANSWER_TAKES;
    let to = OwnPath::parse(form.text("return_to"));
    let email = match Email::parse(form.text("email")) {
        Err(Error::Invalid(complaints)) => {
            return page.again(&form, &complaints).put("return_to", to.as_str()).show("auth/sign_in.html", "Sign in");
        }
        email => email?,
    };
    let inner = floor.clone();
    floor.db.writing(move |conn| promise_key(conn, &inner, &email, &to)).await?;
    sleep_until(answer_at).await;
    Ok(see_other("/sign-in/sent", ""))
}

/// GET /sign-in/sent
pub async fn key_sent(page: Page) -> Result<HttpResponse> {
    page.put("minutes", &KEY_MINUTES).show("auth/key_sent.html", "Look in your mail")
}

/// POST /sign-in/fresh: a key for who is here already, before signing something.
pub async fn fresh_key(floor: Data<Floor>, visitor: Visitor, form: Form) -> Result<HttpResponse> {
    let (inner, to) = (floor.clone(), OwnPath::parse(form.text("return_to")));
    floor.db.writing(move |conn| promise_key_to(conn, &inner, &visitor.account_id, &to)).await?;
    Ok(see_other("/sign-in/sent", ""))
}

/// What a page that needs a fresh key shows to one whose key is old; `return_to` is where the new key leads.
pub fn ask_fresh(page: Page, return_to: &str) -> Result<HttpResponse> {
    page.put("return_to", OwnPath::parse(return_to).as_str()).show("auth/fresh.html", "A fresh key first")
}
