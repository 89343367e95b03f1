//! Puts what happens to a building's token on the uptake record.

use chrono::NaiveDate;

use super::placement::Here;
use crate::{
    floor::{clock::Moment, db::Conn, error::Result},
    trial::uptake::{
        event::Event,
        site_record::{There, record_of_site},
    },
};

/// Records an event; `which` tells it apart from others of its kind, `detail` is a word or numbers.
pub fn record(
    conn: &mut Conn,
    at: Moment,
    here: &Here,
    event: Event,
    (which, on): (&str, NaiveDate),
    detail: &str,
) -> Result<bool> {
    let there = There { site_id: &here.site.id, about: &here.plan.trial_id, occasion: which, on };
    record_of_site(conn, at, event, there, detail)
}
