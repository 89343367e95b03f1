//! The one cookie that carries a session: for this host alone, over TLS alone, out of reach of scripts.

use actix_web::cookie::{Cookie, SameSite, time::Duration};

/// The `__Host-` prefix makes a browser hold us to Secure, Path=/ and no Domain.
pub const NAME: &str = "__Host-hearten";

/// Lax, so that a link in a mail finds its reader still signed in; every POST carries a form key besides.
pub fn carrying(secret: &str) -> Cookie<'static> {
    Cookie::build(NAME, secret.to_owned()).path("/").secure(true).http_only(true).same_site(SameSite::Lax).finish()
}

pub fn cleared() -> Cookie<'static> {
    let mut cookie = carrying("");
    cookie.set_max_age(Duration::ZERO);
    cookie
}
