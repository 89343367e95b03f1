//! What the stand-in knows and answers.

use std::collections::VecDeque;

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{Days, NaiveTime, TimeDelta};
use hearten::floor::clock::Moment;
use serde_json::{Value, json};

use super::{Fault, Taken, line::Request, token::token_fits};

/// Notify lists 250 at a time; three show the same.
const PAGE: usize = 3;

#[derive(Default)]
pub struct Desk {
    pub taken: Vec<Taken>,
    pub post_faults: VecDeque<Fault>,
    pub get_faults: VecDeque<Fault>,
    full_until: Option<Moment>,
    pub key_revoked: bool,
    /// With the answer that it is about to give.
    pub is_slow: bool,
    made: u32,
}

/// `None`: the connection is dropped.
pub type Answer = Option<(u16, Value)>;

fn refuse(status: u16, error: &str) -> Answer {
    Some((status, json!({ "status_code": status, "errors": [{ "error": error, "message": "in words that change" }] })))
}

impl Desk {
    pub fn answer(&mut self, request: &Request, now: Moment) -> Answer {
        let posts = request.method == "POST";
        let fault = if posts { self.post_faults.pop_front() } else { self.get_faults.pop_front() };
        let fault = fault.unwrap_or(Fault::None);
        match fault {
            Fault::DropsBeforeReading => return None,
            Fault::FailsBeforeAccepting => return refuse(500, "Exception"),
            Fault::TooFast => return refuse(429, "RateLimitError"),
            _ => {}
        }
        match request.bearer.as_deref() {
            None => return refuse(401, "AuthError"),
            Some(token) if self.key_revoked || !token_fits(token, now) => return refuse(403, "AuthError"),
            Some(_) => {}
        }
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        match (posts, path) {
            (true, "/v2/notifications/letter") => self.take(&request.body, fault, now),
            (false, "/v2/notifications") => Some((200, self.list(query, now))),
            (false, path) => self.one(path.rsplit('/').next().unwrap_or_default(), now),
            (true, _) => refuse(404, "NoResultFound"),
        }
    }

    fn take(&mut self, body: &[u8], fault: Fault, now: Moment) -> Answer {
        if fault == Fault::DayIsFull {
            self.full_until = Some((now.date() + Days::new(1)).and_time(NaiveTime::MIN));
        }
        if self.full_until.is_some_and(|until| now < until) {
            return refuse(429, "TooManyRequestsError");
        }
        let sent: Value = serde_json::from_slice(body).unwrap();
        let text = |key: &str| sent.get(key).and_then(Value::as_str).map(str::to_owned);
        let known =
            sent.as_object().unwrap().keys().all(|key| ["reference", "content", "postage"].contains(&key.as_str()));
        let postage = text("postage").unwrap_or_else(|| "second".into());
        let (Some(reference), Some(content)) = (text("reference"), text("content")) else {
            return refuse(400, "ValidationError");
        };
        if !known || !["first", "second", "economy"].contains(&postage.as_str()) {
            return refuse(400, "ValidationError");
        }
        let Ok(pdf) = STANDARD.decode(content) else { return refuse(400, "BadRequestError") };
        self.made += 1;
        let id = format!("00000000-0000-4000-8000-{:012}", self.made);
        let late = if fault == Fault::DropsAndListsLate { TimeDelta::minutes(2) } else { TimeDelta::zero() };
        let answer = json!({ "id": id, "reference": reference, "postage": postage });
        self.taken.push(Taken { id, reference, postage, pdf, at: now, listed_from: now + late, says: None });
        self.is_slow = fault == Fault::TakesLong;
        match fault {
            Fault::DropsAfterAccepting | Fault::DropsAndListsLate => None,
            Fault::FailsAfterAccepting => refuse(500, "Exception"),
            Fault::AnswersInPart => Some((201, json!({ "id": "half" }))),
            _ => Some((201, answer)),
        }
    }

    /// Newest first, a page at a time.
    fn list(&self, query: &str, now: Moment) -> Value {
        let asked: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let value = |name: &str| asked.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let mut found: Vec<&Taken> =
            self.taken.iter().rev().filter(|one| one.is_kept(now) && one.listed_from <= now).collect();
        found.retain(|one| value("reference").is_none_or(|reference| reference == one.reference));
        if let Some(id) = value("older_than") {
            let at = found.iter().position(|one| one.id == id).map_or(0, |at| at + 1);
            found.drain(..at);
        }
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let mut links = json!({ "current": "here" });
        if more {
            links["next"] = json!("there");
        }
        json!({ "notifications": found.iter().map(|one| one.shown(now)).collect::<Vec<_>>(), "links": links })
    }

    fn one(&self, id: &str, now: Moment) -> Answer {
        if id.len() != 36 {
            return refuse(400, "ValidationError");
        }
        match self.taken.iter().find(|one| one.id == id && one.is_kept(now)) {
            Some(one) => Some((200, one.shown(now))),
            None => refuse(404, "NoResultFound"),
        }
    }
}
