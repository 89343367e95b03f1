//! The guard of the web room: who is this, may they, and does what goes out carry what it should.
//!
//! `watch` goes round the whole app and learns who is visiting; `admit` stands before each route with that route's own
//! line of the table, since only the router's own choice can be trusted to say which route a path means.

use std::rc::Rc;

use actix_web::{
    Error as WebError, HttpMessage, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::Data,
};

use super::{OwnPath, cookie, session};
use crate::floor::{
    Floor,
    error::{Error, Result},
    web::{Allow, Visitor, another_site, dress, fault_page, see_other},
};

/// Learns who is visiting, refuses what another site sends, turns errors into pages and dresses every response.
pub async fn watch(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, WebError> {
    let Some(floor) = req.app_data::<Data<Floor>>().cloned() else {
        return Err(Error::broken("the floor is missing from the app").into());
    };
    let response = if another_site(req.headers(), req.method(), &floor.settings.web.public_url) {
        refuse(req, &Error::NotAllowed("That came from another site. Open the page here and try again.".into()))
    } else {
        match who(&req, &floor).await {
            Err(error) => refuse(req, &error),
            Ok(visitor) => {
                if let Some(visitor) = visitor {
                    req.extensions_mut().insert(visitor);
                }
                next.call(req).await?.map_into_boxed_body()
            }
        }
    };
    Ok(dress(fault_page(response), floor.settings.web.public_url.starts_with("https://")))
}

/// Lets a request through to its route if the route's line allows it.
pub async fn admit(
    rules: Rc<[(Method, Allow)]>,
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, WebError> {
    let rule = rules.iter().find(|(method, _)| method == req.method()).map(|(_, allow)| *allow);
    let visitor = req.extensions().get::<Visitor>().cloned();
    match (rule, visitor) {
        // A method that the table does not have falls to the router's own 405.
        (None, _) => {}
        (Some(allow), visitor) if allow.lets_in(visitor.as_ref()) => {}
        (Some(_), None) => return Ok(send_to_sign_in(req)),
        (Some(_), Some(_)) => {
            return Ok(refuse(req, &Error::NotAllowed("This page is for other roles than yours.".into())));
        }
    }
    Ok(next.call(req).await?.map_into_boxed_body())
}

/// Nobody at a page is shown the way in and back; nobody at a press is refused.
fn send_to_sign_in(req: ServiceRequest) -> ServiceResponse {
    if req.method() != Method::GET {
        return refuse(req, &Error::NotAllowed("Sign in first, then try again.".into()));
    }
    let asked = req.uri().path_and_query().map_or("/", |asked| asked.as_str());
    let response = see_other(&OwnPath::parse(asked).by_way_of_sign_in(), "");
    req.into_response(response)
}

/// The visitor, if the session reaches this page; a session for another page is nobody here.
async fn who(req: &ServiceRequest, floor: &Data<Floor>) -> Result<Option<Visitor>> {
    if unwatched(req.path()) {
        return Ok(None);
    }
    let Some(cookie) = req.cookie(cookie::NAME).filter(|cookie| !cookie.value().is_empty()) else {
        return Ok(None);
    };
    let inner = floor.clone();
    let found = floor.db.reading(move |conn| session::visitor(conn, &inner, cookie.value())).await?;
    Ok(found.filter(|visitor| visitor.may_open(req.path())))
}

/// What is the same for everyone, and asked for often.
fn unwatched(path: &str) -> bool {
    path.starts_with("/static/") || matches!(path, "/health" | "/ready" | "/metrics")
}

fn refuse(req: ServiceRequest, error: &Error) -> ServiceResponse {
    req.into_response(error.error_response())
}
