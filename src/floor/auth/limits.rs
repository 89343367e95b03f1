//! How often one address may knock: POSTs of those who are not signed in, counted where they come from.

use std::{
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

use crate::floor::web::{Told, Visitor};

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

/// Where a stranger knocks from; `None`, who is never limited, for a visitor.
#[derive(Debug, Clone, Copy)]
pub struct Knock;

impl KeyExtractor for Knock {
    type Key = Option<IpAddr>;
    type KeyExtractionError = SimpleKeyExtractionError<&'static str>;

    fn extract(&self, req: &ServiceRequest) -> Result<Self::Key, Self::KeyExtractionError> {
        if req.extensions().contains::<Visitor>() {
            return Ok(None);
        }
        Ok(Some(PeerIpKeyExtractor.extract(req).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
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
