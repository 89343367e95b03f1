//! Coming in: the cookie of a session just opened, and the page it leads to.

use actix_web::{HttpResponse, http::header};

use super::{OwnPath, cookie, link::open_scoped};
use crate::floor::{
    Floor,
    error::{Error, Result},
    web::Visitor,
};

/// A session just opened.
pub struct Entered {
    /// For the cookie, and nowhere else.
    pub secret: String,
    pub to: OwnPath,
}

impl std::fmt::Debug for Entered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entered(…, {})", self.to)
    }
}

/// Hands over the cookie and leads on.
pub fn enter(entered: &Entered) -> Result<HttpResponse> {
    let mut response = HttpResponse::SeeOther().insert_header((header::LOCATION, entered.to.as_str())).finish();
    response.add_cookie(&cookie::carrying(&entered.secret)).map_err(Error::broken)?;
    Ok(response)
}

/// What the button on a personal link does, once the link was found to fit: opens a session for `scope` alone and leads
/// there. Whoever is in the whole house already as the same account just walks on.
pub async fn enter_scoped(
    floor: &Floor,
    visitor: Option<Visitor>,
    account_id: String,
    scope: String,
) -> Result<HttpResponse> {
    if visitor.is_some_and(|visitor| visitor.account_id == account_id && visitor.scope.is_empty()) {
        return Ok(crate::floor::web::see_other(&scope, ""));
    }
    let inner = floor.clone();
    let entered = floor.db.writing(move |conn| open_scoped(conn, &inner, &account_id, &scope)).await?;
    enter(&entered)
}
