//! Something that became public of a trial, such as a piece in the press: it may have told those who were to know nothing of it. When, what,
//! and which sites it reached is put down; an analysis can then be split at that day.

use chrono::NaiveDate;

use super::{
    site::Site,
    store::{self, Publicity},
};
use crate::floor::{
    Floor,
    audit::{self, Act},
    db::Conn,
    error::{Complaints, Error, Result},
    web::Form,
};

/// The longest text, in characters.
const LONGEST: usize = 300;

/// What became public, as somebody says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day in Europe/London.
    pub on: NaiveDate,
    pub what: String,
    /// None for all of them.
    pub sites: Vec<Site>,
}

impl Event {
    /// Reads a form's `publicity_on`, `what` and `reached` (indices into `sites`).
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(form: &Form, sites: &[Site], today: NaiveDate) -> Result<Self> {
        let mut complaints = Complaints::default();
        let on = form.day("publicity_on").filter(|day| *day <= today);
        if on.is_none() {
            complaints.add("publicity_on", "Give the day on which it became public, today at the latest.");
        }
        let what = form.line("what");
        if what.is_empty() || what.chars().count() > LONGEST {
            complaints.add("what", "Say in a few words what became public, and where.");
        }
        let reached = form.all("reached").filter_map(|at| sites.get(at.parse::<usize>().ok()?).cloned()).collect();
        let event = on.map(|on| Self { on, what, sites: reached });
        complaints.or(event)?.ok_or_else(|| Error::broken("a form without complaints has all of its fields"))
    }

    /// Which sites it reached, in words.
    #[must_use]
    pub fn reached(&self) -> String {
        if self.sites.is_empty() {
            return "all sites".to_owned();
        }
        self.sites.iter().map(|(authority, site)| format!("{site}, {authority}")).collect::<Vec<_>>().join("; ")
    }
}

/// Puts it down.
pub fn say(conn: &mut Conn, floor: &Floor, actor: &str, trial_id: &str, event: &Event) -> Result<()> {
    let now = floor.clock.now();
    let row = Publicity {
        id: floor.ids.next(),
        trial_id: trial_id.to_owned(),
        on_day: event.on,
        what: event.what.clone(),
        sites: serde_json::to_string(&event.sites)?,
        said_by: actor.to_owned(),
        said_at: now,
    };
    store::add_publicity(conn, &row)?;
    let detail = format!("{}, {}: {}", event.on, event.reached(), event.what);
    audit::write(conn, now, &Act::new(actor, "trial.publicity", trial_id).because(detail))
}

/// All that became public of a trial, by day.
pub fn of_trial(conn: &mut Conn, trial_id: &str) -> Result<Vec<Event>> {
    let mut rows = store::publicity(conn, trial_id)?;
    rows.sort_by(|a, b| (a.on_day, a.said_at, &a.what).cmp(&(b.on_day, b.said_at, &b.what)));
    let event = |row: Publicity| Ok(Event { on: row.on_day, what: row.what, sites: serde_json::from_str(&row.sites)? });
    rows.into_iter().map(event).collect()
}
