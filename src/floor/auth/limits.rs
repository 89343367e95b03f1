//! How often one address may knock: POSTs of those who are not signed in, counted where they come from. A personal link is
//! counted by itself, since everybody in a council may press theirs in the same minute.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use actix_governor::{
    Governor, GovernorConfig, GovernorConfigBuilder, KeyExtractor, PeerIpKeyExtractor, SimpleKeyExtractionError,
    governor::{NotUntil, clock::QuantaInstant, middleware::NoOpMiddleware},
};
use actix_web::{
    HttpMessage, HttpResponse, HttpResponseBuilder,
    dev::ServiceRequest,
    http::{Method, StatusCode},
    middleware::Condition,
};

use crate::floor::{
    short_code,
    web::{Told, Visitor},
};

/// A whole council may share one address: 60 at once, then two a second.
const BURST: u32 = 60;
const EVERY: Duration = Duration::from_millis(500);

/// Shared by all threads of a server, which count together.
#[derive(Clone)]
pub struct Limits {
    on: bool,
    config: GovernorConfig<Knock, NoOpMiddleware<QuantaInstant>>,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.on { "Limits(on)" } else { "Limits(off)" })
    }
}

impl Limits {
    pub fn usual() -> Self {
        Self::of(true, BURST, EVERY)
    }

    /// For tests, which knock as often as they like.
    pub fn none() -> Self {
        Self::of(false, BURST, EVERY)
    }

    /// # Panics
    /// At start-up, when `burst` or `every` is nothing.
    #[expect(clippy::expect_used, reason = "start-up, with constants of ours")]
    pub fn of(on: bool, burst: u32, every: Duration) -> Self {
        let mut builder = GovernorConfigBuilder::default().key_extractor(Knock);
        let config = builder.burst_size(burst).period(every).methods(vec![Method::POST]).finish();
        Self { on, config: config.expect("a burst and a period of more than nothing") }
    }

    pub(super) fn middleware(&self) -> Condition<Governor<Knock, NoOpMiddleware<QuantaInstant>>> {
        Condition::new(self.on, Governor::new(&self.config))
    }
}

/// Where a stranger knocks from, and by which link; `None`, who is never limited, for a visitor.
#[derive(Debug, Clone, Copy)]
pub struct Knock;

/// The length of a personal link's key, in hexadecimal digits (`Secrets::link_key`).
const KEY: usize = 32;

impl KeyExtractor for Knock {
    type Key = Option<(IpAddr, u16)>;
    type KeyExtractionError = SimpleKeyExtractionError<&'static str>;

    fn extract(&self, req: &ServiceRequest) -> Result<Self::Key, Self::KeyExtractionError> {
        if req.extensions().contains::<Visitor>() {
            return Ok(None);
        }
        let peer = PeerIpKeyExtractor.extract(req).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(Some((peer, link(req.path()))))
    }

    fn exceed_rate_limit_response(
        &self,
        _: &NotUntil<QuantaInstant>,
        mut response: HttpResponseBuilder,
    ) -> HttpResponse {
        let sentence = "This page was asked for very often just now.".to_owned();
        let mut response = response.content_type("text/plain; charset=utf-8").body(sentence.clone());
        response.extensions_mut().insert(Told { status: StatusCode::TOO_MANY_REQUESTS, sentence });
        response
    }

    fn whitelisted_keys(&self) -> Vec<Self::Key> {
        vec![None]
    }
}

/// The link that is knocked at, in few enough shapes that a stranger cannot fill the memory with them: 0 where the path ends in
/// no key. A key is far too long to be guessed, however often somebody may try.
fn link(path: &str) -> u16 {
    let is_key = |key: &str| {
        let is_hex = key.len() == KEY && key.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex || short_code::is_shown(key)
    };
    if !path.rsplit('/').next().is_some_and(is_key) {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    u16::try_from(hasher.finish() % u64::from(u16::MAX)).unwrap_or_default() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_personal_link_is_counted_by_itself_and_all_else_by_where_it_comes_from() {
        let key = |digit: &str| digit.repeat(KEY);
        let one = link(&format!("/rounds/place/01a4/{}", key("a")));
        assert!(one > 0 && one != link(&format!("/rounds/place/01a5/{}", key("a"))));
        for path in ["/sign-in", "/mail/inbound", "/", "/rounds/place/01a4/short"] {
            assert_eq!(link(path), 0, "{path}");
        }
        assert_eq!(link(&format!("/rounds/place/01a4/{}", "g".repeat(KEY))), 0);
        assert!(link("/t/abcd-efgh-ijkm") > 0 && link("/t/abcd-efgh-ijkm") != link("/t/abcd-efgh-ijkn"));
    }
}
