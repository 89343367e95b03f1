//! The form after a Round. Only counts are kept, and nothing that says whose they are: no session, no job, no audit row, no time
//! finer than the day stands beside them. What somebody writes is sealed, and read by one person before anybody else may.
//!
//! The questions are data ([`instrument`]). One form comes by the link that is the same for all ([`answer`]), or on paper, typed
//! in as counts ([`paper`]). A comment waits to be looked at ([`screen`]). What may be shown is in [`figures`], drawn in
//! [`picture`].

pub mod answer;
pub mod figures;
pub mod instrument;
pub mod paper;
pub mod picture;
pub mod screen;

use chrono::{NaiveDate, TimeDelta};

use super::round::{Round, State};
use crate::floor::{
    Floor, auth,
    clock::{Moment, london_date},
    error::Result,
};

/// What the link opens: a path, and what its key is for.
pub const FEEDBACK: &str = "rounds/feedback";
/// Raised, it would revoke every link.
const GENERATION: i32 = 1;
/// For how long after a Round its form is open. No figure is shown before it has closed: whoever looks twice would otherwise see
/// what one form in between had said.
const OPEN_FOR: TimeDelta = TimeDelta::days(7);

/// The link to a Round's form, the same for everybody.
#[must_use]
pub fn link(floor: &Floor, round_id: &str) -> String {
    auth::link(floor, FEEDBACK, round_id, GENERATION)
}

/// The same without the house before it, for a page of our own.
#[must_use]
pub fn path(floor: &Floor, round_id: &str) -> String {
    format!("/{FEEDBACK}/{round_id}/{}", floor.secrets.link_key(FEEDBACK, round_id, GENERATION))
}

/// Whether the key of such a link fits.
pub fn link_fits(floor: &Floor, round_id: &str, key: &str) -> Result<()> {
    auth::link_fits(floor, FEEDBACK, round_id, GENERATION, key)
}

/// Whether the form can be filled in now.
#[must_use]
pub fn is_open(round: &Round, now: Moment) -> bool {
    let on = round.state.is_open() || round.state == State::Held;
    on && round.span.starts <= now && !has_closed(round, now)
}

/// Whether nothing more comes by the link.
#[must_use]
pub fn has_closed(round: &Round, now: Moment) -> bool {
    round.span.ends + OPEN_FOR <= now
}

/// The day on which the form closes.
#[must_use]
pub fn closes_on(round: &Round) -> NaiveDate {
    london_date(round.span.ends + OPEN_FOR)
}
