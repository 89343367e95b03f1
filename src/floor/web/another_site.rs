//! Whether a press came from another site's page: asked of the browser, besides the form's own key.

use actix_web::http::{
    Method, Uri,
    header::{HOST, HeaderMap, ORIGIN},
};

/// `house` is the address under which people reach us.
///
/// `Sec-Fetch-Site` decides where a browser sends it. Elsewhere `Origin` does, unless it is `null`, which is what our own
/// `Referrer-Policy` makes of it; then the form's key is left to decide.
pub fn another_site(headers: &HeaderMap, method: &Method, house: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match text(ORIGIN.as_str()) {
        None | Some("null") => false,
        Some(origin) => authority(origin) != authority(house) && authority(origin).as_deref() != text(HOST.as_str()),
    }
}

fn authority(address: &str) -> Option<String> {
    address.parse::<Uri>().ok()?.authority().map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn sent(headers: &[(&'static str, &'static str)]) -> bool {
        let map = headers.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v))).collect();
        another_site(&map, &Method::POST, "https://hearten.example")
    }

    #[test]
    fn the_browser_says_where_a_press_came_from() {
        assert!(!sent(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(sent(&[("sec-fetch-site", "cross-site"), ("origin", "null")]));
        assert!(sent(&[("sec-fetch-site", "same-site")]), "a neighbour on the same domain is another site");
    }

    #[test]
    fn an_older_browser_is_judged_by_its_origin() {
        assert!(!sent(&[("origin", "https://hearten.example")]));
        assert!(!sent(&[("origin", "http://127.0.0.1:8420"), ("host", "127.0.0.1:8420")]));
        assert!(sent(&[("origin", "https://evil.example"), ("host", "hearten.example")]));
        assert!(!sent(&[]));
    }

    #[test]
    fn a_page_may_be_opened_from_anywhere() {
        let map =
            [(HeaderName::from_static("sec-fetch-site"), HeaderValue::from_static("cross-site"))].into_iter().collect();
        assert!(!another_site(&map, &Method::GET, "https://hearten.example"));
    }
}
