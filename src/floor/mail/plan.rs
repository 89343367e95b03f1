//! What may leave now: asked of the outbox, of addresses that are dead, of domains that are paused, and of what each domain
//! was sent in the last minute, by every worker there is.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;

use super::{
    Outcome,
    store::{self, Domain, EVERYWHERE, Row},
};
use crate::floor::{Floor, clock::Moment, db::Conn, error::Result};

/// How soon a mail that waits for a pause to end asks again.
const ASK_AGAIN: TimeDelta = TimeDelta::minutes(5);
const A_MINUTE: TimeDelta = TimeDelta::minutes(1);

/// What a mail is to the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    pub job_id: String,
    /// What it is about: a diary entry at one state, or else the job.
    pub about: String,
    pub addressee: String,
    pub sequence: i32,
    pub domain: String,
    pub until: Option<Moment>,
}

/// What becomes of a mail in this batch.
#[derive(Debug)]
pub enum Step {
    /// Nothing is sent.
    Settled(Outcome),
    /// It is written and tried.
    Write,
    /// It was written before, and is tried as it was.
    Again(Box<Row>),
}

/// All that is asked of the store, at once.
pub struct Plan {
    now: Moment,
    a_minute: i64,
    rows: Vec<Row>,
    by_job: HashMap<String, usize>,
    by_what: HashMap<(String, String, i32), usize>,
    dead: HashSet<String>,
    domains: HashMap<String, Domain>,
    tried: HashMap<String, i64>,
}

impl Plan {
    pub fn read(conn: &mut Conn, floor: &Floor, places: &[Place]) -> Result<Self> {
        let now = floor.clock.now();
        let ids: Vec<String> = places.iter().map(|place| place.job_id.clone()).collect();
        let others = places.iter().filter(|place| place.about != place.job_id);
        let rows = store::of(conn, &ids, &others.map(|place| place.about.clone()).collect::<Vec<_>>())?;
        let addressees: Vec<&str> = places
            .iter()
            .map(|place| place.addressee.as_str())
            .chain(rows.iter().map(|row| row.addressee.as_str()))
            .collect();
        let domains: HashSet<&str> = places.iter().map(|place| place.domain.as_str()).collect();
        let domains: Vec<&str> = domains.into_iter().collect();
        let a_minute = i64::from(floor.settings.mail.per_domain_per_minute);
        let tried = if a_minute == 0 { vec![] } else { store::tried_since(conn, &domains, now - A_MINUTE)? };
        let in_trouble = store::in_trouble(conn, &domains)?;
        Ok(Self {
            now,
            a_minute,
            by_job: rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect(),
            by_what: rows.iter().enumerate().map(|(at, row)| (what(row), at)).collect(),
            dead: store::dead(conn, &addressees)?.into_iter().collect(),
            domains: in_trouble.into_iter().map(|domain| (domain.domain.clone(), domain)).collect(),
            tried: tried.into_iter().collect(),
            rows,
        })
    }

    /// Decides about one mail, and counts it where it is tried.
    pub fn step(&mut self, place: &Place) -> Step {
        let found = self
            .by_job
            .get(&place.job_id)
            .or_else(|| self.by_what.get(&(place.about.clone(), place.addressee.clone(), place.sequence)));
        let row = found.map(|at| self.rows[*at].clone());
        if let Some(outcome) = self.settled(place, row.as_ref()) {
            return Step::Settled(outcome);
        }
        *self.tried.entry(place.domain.clone()).or_default() += 1;
        row.map_or(Step::Write, |row| Step::Again(Box::new(row)))
    }

    fn settled(&self, place: &Place, row: Option<&Row>) -> Option<Outcome> {
        let refused = |said: Option<&str>| Outcome::Refused(said.unwrap_or("refused before").to_owned());
        if let Some(row) = row {
            match row.ended.as_deref() {
                Some("bounced") if row.sent_at.is_none() => return Some(refused(row.said.as_deref())),
                Some("too_late") => return Some(Outcome::TooLate),
                _ if row.sent_at.is_some() => return Some(Outcome::Sent),
                _ => {}
            }
        }
        if place.until.or(row.and_then(|row| row.try_until)).is_some_and(|until| until < self.now) {
            return Some(Outcome::TooLate);
        }
        let addressee = row.map(|row| &row.addressee).filter(|known| !known.is_empty()).unwrap_or(&place.addressee);
        if self.dead.contains(addressee) {
            return Some(refused(None));
        }
        self.waits(&place.domain).map(Outcome::Waits)
    }

    /// Until when nothing more goes to a domain.
    fn waits(&self, domain: &str) -> Option<Moment> {
        let pauses = [EVERYWHERE, domain].into_iter().filter_map(|name| self.domains.get(name));
        let paused = pauses.filter(|domain| domain.is_paused(self.now)).map(|domain| {
            let asks = self.now + ASK_AGAIN;
            domain.paused_until.map_or(asks, |until| until.min(asks))
        });
        let full = self.a_minute > 0 && self.tried.get(domain).is_some_and(|count| *count >= self.a_minute);
        paused.max().or_else(|| full.then(|| self.now + A_MINUTE))
    }

    /// Whether something was amiss with a domain before this batch.
    pub fn was_in_trouble(&self, domain: &str) -> bool {
        self.domains.get(domain).is_some_and(|domain| domain.troubles > 0)
    }
}

fn what(row: &Row) -> (String, String, i32) {
    (row.about.clone(), row.addressee.clone(), row.sequence)
}
