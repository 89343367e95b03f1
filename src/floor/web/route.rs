//! A route and who may use it, side by side.

use actix_web::{FromRequest, Handler, Responder, http::Method, web};

use super::{Role, Visitor};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    /// Whoever comes.
    Anyone,
    /// Whoever is signed in, whatever their role.
    SignedIn,
    /// Whoever has one of these roles. The act itself asks which authority, team or letter is theirs.
    Roles(&'static [Role]),
}

impl Allow {
    pub fn lets_in(self, visitor: Option<&Visitor>) -> bool {
        match (self, visitor) {
            (Self::Anyone, _) => true,
            (_, None) => false,
            (Self::SignedIn, Some(_)) => true,
            (Self::Roles(roles), Some(visitor)) => visitor.is_any(roles),
        }
    }
}

/// One line of the table in `app.rs`.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub allow: Allow,
    handler: Box<dyn Fn() -> actix_web::Route + Send + Sync>,
}

impl Route {
    /// The handler, afresh for each thread of a server.
    pub fn handler(&self) -> actix_web::Route {
        (self.handler)()
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {:?}", self.method, self.path, self.allow)
    }
}

pub fn get<H, A>(path: &'static str, allow: Allow, handler: H) -> Route
where
    H: Handler<A> + Send + Sync,
    A: FromRequest + 'static,
    H::Output: Responder + 'static,
{
    Route { method: Method::GET, path, allow, handler: Box::new(move || web::get().to(handler.clone())) }
}

/// For programs that ask whether a file has changed before they fetch it: a GET's answer without its body.
pub fn head<H, A>(path: &'static str, allow: Allow, handler: H) -> Route
where
    H: Handler<A> + Send + Sync,
    A: FromRequest + 'static,
    H::Output: Responder + 'static,
{
    Route { method: Method::HEAD, path, allow, handler: Box::new(move || web::head().to(handler.clone())) }
}

pub fn post<H, A>(path: &'static str, allow: Allow, handler: H) -> Route
where
    H: Handler<A> + Send + Sync,
    A: FromRequest + 'static,
    H::Output: Responder + 'static,
{
    Route { method: Method::POST, path, allow, handler: Box::new(move || web::post().to(handler.clone())) }
}
