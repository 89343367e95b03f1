//! Coming in: the cookie of a session just opened, and the page it leads to.

use actix_web::{HttpResponse, http::header};

use super::{OwnPath, cookie, link::open_scoped};
use crate::floor::{
    Floor,
    db::Conn,
    error::{Error, Result},
    web::{Visitor, see_other},
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

/// What the button on a personal link does, once the link was found to fit: what `account` does and whose account it tells, and a
/// session for `scope` alone, all in one transaction. Whoever is in the whole house already as the same account just walks on.
pub async fn enter_scoped(
    floor: &Floor,
    visitor: Option<Visitor>,
    scope: String,
    account: impl FnOnce(&mut Conn) -> Result<String> + Send + 'static,
) -> Result<HttpResponse> {
    let (inner, to) = (floor.clone(), scope.clone());
    let entered = floor.db.writing(move |conn| {
        let account_id = account(conn)?;
        if visitor.is_some_and(|visitor| visitor.account_id == account_id && visitor.scope.is_empty()) {
            return Ok(None);
        }
        open_scoped(conn, &inner, &account_id, &to).map(Some)
    });
    match entered.await? {
        Some(entered) => enter(&entered),
        None => Ok(see_other(&scope, "")),
    }
}
