//! GOV.UK Notify, spoken to: one letter handed over, one asked about, a list of them. Nothing is ever tried twice here, since
//! Notify prints a letter as often as it is given it.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::ExposeSecret;
use serde_json::json;

use super::{
    answer::{self, Accepted, Listed, Seen},
    bucket::{Bucket, Pause},
    fault::Fault,
    key::Key,
    settings::Settings,
    token::token,
};
use crate::floor::{clock::Moment, error::Result};

const PATIENCE: Duration = Duration::from_secs(30);
const AGENT: &str = concat!("hearten/", env!("CARGO_PKG_VERSION"));
const LETTERS: &str = "/v2/notifications/letter";
const ALL: &str = "/v2/notifications";
/// More than a full page of a list, whose letters carry no content.
const LONGEST_ANSWER: u64 = 8 << 20;

/// The service of one council, by its key.
pub struct Notify {
    agent: ureq::Agent,
    url: String,
    key: Key,
    bucket: Bucket,
}

impl std::fmt::Debug for Notify {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Notify({})", self.url)
    }
}

impl Notify {
    /// # Errors
    /// `Invalid`, which names the setting that is missing or not sound.
    pub fn new(settings: &Settings) -> Result<Self> {
        settings.check()?;
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(AGENT)
            .build();
        let url = settings.notify_url.trim_end_matches('/').to_owned();
        Ok(Self { agent: config.into(), url, key: settings.key()?, bucket: Bucket::default() })
    }

    /// Asks leave for one request of our own count.
    pub fn may(&self, now: Moment) -> Result<(), Pause> {
        self.bucket.take(now)
    }

    /// Whether it takes letters today, as far as it said.
    pub fn takes_letters(&self, now: Moment) -> Result<(), Pause> {
        self.bucket.takes_letters(now)
    }

    /// It asked us to slow down: nothing more is asked before `until`.
    pub fn rest(&self, until: Moment) {
        self.bucket.close(until);
    }

    /// It said that its day is full: no more letters before `until`.
    pub fn is_full(&self, until: Moment) {
        self.bucket.fill(until);
    }

    /// Hands over a PDF. `reference` is ours, and bears nothing of a person.
    pub fn send(&self, now: Moment, reference: &str, postage: &str, pdf: &[u8]) -> Result<Accepted, Fault> {
        let body = json!({ "reference": reference, "content": STANDARD.encode(pdf), "postage": postage });
        let request = self.agent.post(format!("{}{LETTERS}", self.url)).header("authorization", &self.bearer(now)?);
        let answer = request.send_json(body)?;
        let accepted = answer::accepted(&read(answer)?);
        accepted.filter(|accepted| accepted.reference == reference).ok_or(Fault::Silent("an answer we cannot read"))
    }

    /// Asks about one letter by the carrier's id.
    pub fn one(&self, now: Moment, id: &str) -> Result<Seen, Fault> {
        answer::one(&self.get(now, &format!("{ALL}/{id}"), &[])?).ok_or(Fault::Silent("an answer we cannot read"))
    }

    /// Every letter that bears a reference.
    pub fn by_reference(&self, now: Moment, reference: &str) -> Result<Vec<Seen>, Fault> {
        let mut listed = self.list(now, &[("reference", reference)])?;
        listed.seen.retain(|seen| seen.reference.as_deref() == Some(reference));
        Ok(listed.seen)
    }

    /// One page of letters, newest first; those handed over before `older_than`, an id.
    pub fn page(&self, now: Moment, older_than: Option<&str>) -> Result<Listed, Fault> {
        let filters: Vec<_> = older_than.map(|id| ("older_than", id)).into_iter().collect();
        self.list(now, &filters)
    }

    fn list(&self, now: Moment, filters: &[(&str, &str)]) -> Result<Listed, Fault> {
        let filters = [&[("template_type", "letter")], filters].concat();
        answer::page(&self.get(now, ALL, &filters)?).ok_or(Fault::Silent("an answer we cannot read"))
    }

    fn get(&self, now: Moment, path: &str, query: &[(&str, &str)]) -> Result<String, Fault> {
        let request = self.agent.get(format!("{}{path}", self.url)).query_pairs(query.iter().copied());
        read(request.header("authorization", &self.bearer(now)?).call()?)
    }

    /// A token for this request alone.
    fn bearer(&self, now: Moment) -> Result<String, Fault> {
        let token = token(&self.key, now).map_err(|_| Fault::Silent("no token could be made"))?;
        Ok(format!("Bearer {}", token.expose_secret()))
    }
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<String, Fault> {
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_string();
    match (status, body) {
        (200..=299, body) => Ok(body?),
        (status, body) => Err(Fault::read(status, &body.unwrap_or_default())),
    }
}
