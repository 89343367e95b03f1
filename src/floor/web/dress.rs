//! What every response wears: no inline script, no frame, no referrer, nothing kept.

use actix_web::{
    dev::ServiceResponse,
    http::header::{self, HeaderName, HeaderValue},
};

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Two years, as browsers ask.
const ONLY_TLS: &str = "max-age=63072000; includeSubDomains";

/// Puts on what a handler has not put on itself.
pub fn dress<B>(mut response: ServiceResponse<B>, tls: bool) -> ServiceResponse<B> {
    let headers = response.headers_mut();
    let tls = tls.then_some((header::STRICT_TRANSPORT_SECURITY, ONLY_TLS));
    for (name, value) in ALWAYS.into_iter().chain(tls) {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}
