//! What the carrier answers, read for the few things we need. Keys may be unknown or missing; only the id is needed.

use chrono::{DateTime, NaiveDateTime};
use serde::Deserialize;

use super::status::Status;
use crate::floor::clock::Moment;

/// A letter was taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Accepted {
    pub id: String,
    pub reference: String,
}

/// One letter as the carrier sees it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub id: String,
    pub reference: Option<String>,
    pub status: Status,
    /// When it was printed and posted, as far as it says.
    pub done_at: Option<Moment>,
}

/// One page of a list, newest first.
#[derive(Debug, Default)]
pub struct Listed {
    pub seen: Vec<Seen>,
    /// Whether there is another page.
    pub more: bool,
}

#[derive(Deserialize)]
struct One {
    id: String,
    #[serde(default)]
    reference: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    sent_at: Option<String>,
    #[serde(default)]
    completed_at: Option<String>,
}

#[derive(Deserialize)]
struct Page {
    notifications: Vec<One>,
    #[serde(default)]
    links: Option<Links>,
}

#[derive(Deserialize)]
struct Links {
    #[serde(default)]
    next: Option<String>,
}

impl From<One> for Seen {
    fn from(one: One) -> Self {
        let done_at = [&one.completed_at, &one.sent_at].into_iter().flatten().find_map(|text| moment(text));
        let status = one.status.as_deref().map_or(Status::Unknown, Status::parse);
        Self { id: one.id, reference: one.reference, status, done_at }
    }
}

/// Notify's own spelling, with or without its zone.
fn moment(text: &str) -> Option<Moment> {
    let zoned = DateTime::parse_from_rfc3339(text).map(|at| at.naive_utc());
    zoned.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")).ok()
}

pub fn accepted(body: &str) -> Option<Accepted> {
    serde_json::from_str(body).ok()
}

pub fn one(body: &str) -> Option<Seen> {
    serde_json::from_str::<One>(body).ok().map(Seen::from)
}

pub fn page(body: &str) -> Option<Listed> {
    let page: Page = serde_json::from_str(body).ok()?;
    let more = page.links.and_then(|links| links.next).is_some();
    Some(Listed { seen: page.notifications.into_iter().map(Seen::from).collect(), more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_id_is_needed_and_what_is_new_is_passed_over() {
        let bare = one(r#"{"id":"a","shoe_size":7}"#).unwrap();
        assert_eq!((bare.id.as_str(), bare.status, bare.done_at), ("a", Status::Unknown, None));
        let odd = one(r#"{"id":"a","reference":null,"status":"levitating","completed_at":"soon"}"#).unwrap();
        assert_eq!((odd.reference, odd.status, odd.done_at), (None, Status::Unknown, None));
        assert!(one(r#"{"status":"received"}"#).is_none());
    }

    #[test]
    fn the_day_is_the_day_it_was_done_else_the_day_it_went_to_the_printer() {
        let day = |body: &str| one(body).unwrap().done_at.unwrap().to_string();
        assert_eq!(
            day(r#"{"id":"a","sent_at":"2027-03-01T17:50:00.000000Z","completed_at":"2027-03-02T15:00:00.123456Z"}"#),
            "2027-03-02 15:00:00.123456"
        );
        assert_eq!(day(r#"{"id":"a","sent_at":"2027-03-01T17:50:00"}"#), "2027-03-01 17:50:00");
    }

    #[test]
    fn a_page_says_whether_another_follows() {
        assert!(page(r#"{"notifications":[{"id":"a"}],"links":{"current":"x","next":"y"}}"#).unwrap().more);
        assert!(!page(r#"{"notifications":[]}"#).unwrap().more);
        assert!(page(r#"{"errors":[]}"#).is_none());
    }
}
