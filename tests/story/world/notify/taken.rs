//! A letter that the stand-in took, and what time makes of it.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use hearten::floor::clock::{Moment, london_date, london_moment};
use serde_json::{Value, json};

const RETENTION: TimeDelta = TimeDelta::days(7);

/// A letter that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    pub id: String,
    pub reference: String,
    pub postage: String,
    pub pdf: Vec<u8>,
    pub(super) at: Moment,
    pub(super) listed_from: Moment,
    /// Said instead of what time would make of it.
    pub(super) says: Option<String>,
}

impl Taken {
    pub(super) fn is_kept(&self, now: Moment) -> bool {
        now < self.at + RETENTION
    }

    pub(super) fn shown(&self, now: Moment) -> Value {
        let (run, done) = self.road();
        let status = self.says.clone().unwrap_or_else(|| self.status(now, done).into());
        json!({
            "id": self.id, "reference": self.reference, "postage": self.postage, "type": "letter", "status": status,
            "line_1": "Provided as PDF", "created_at": spelt(self.at), "email_address": null,
            "sent_at": (now >= run).then(|| spelt(run)), "completed_at": (status == "received").then(|| spelt(done)),
            "a_key_from_next_year": true,
        })
    }

    fn status(&self, now: Moment, done: Moment) -> &'static str {
        let sound = self.pdf.starts_with(b"%PDF") && self.pdf.len() <= 2 << 20;
        match now - self.at {
            age if age < TimeDelta::minutes(1) => "pending-virus-check",
            _ if !sound => "validation-failed",
            _ if now >= done => "received",
            _ => "accepted",
        }
    }

    /// When it goes to the printer, and when the printer says that it is in the post.
    fn road(&self) -> (Moment, Moment) {
        let wall = |day: NaiveDate, hour, minute| london_moment(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap());
        let mut day = london_date(self.at);
        if self.at >= wall(day, 17, 30) {
            day = day + Days::new(1);
        }
        let mut posted = day + Days::new(1);
        while matches!(posted.weekday(), Weekday::Sat | Weekday::Sun) {
            posted = posted + Days::new(1);
        }
        (wall(day, 17, 50), wall(posted, 15, 0))
    }
}

fn spelt(moment: Moment) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}
