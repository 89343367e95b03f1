//! The record of buildings: what stands in one happens to everybody in it at once, and to nobody by name. As with people, nothing
//! here changes or takes away what is there, and the same event twice is one event.

use chrono::NaiveDate;

use super::{
    event::Event,
    store::{self, NewOfSite},
};
use crate::floor::{
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// One event of one building.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfSite {
    /// When it was put down.
    pub at: Moment,
    /// Which of several times; one after another, it ends in a number with zeros before it, so that they sort.
    pub occasion: String,
    pub event: Event,
    pub site: String,
    /// The day in Europe/London on which it happened.
    pub on: NaiveDate,
    pub detail: String,
}

/// Where and when something happened.
#[derive(Debug, Clone, Copy)]
pub struct There<'a> {
    pub site_id: &'a str,
    /// The trial's id.
    pub about: &'a str,
    pub occasion: &'a str,
    pub on: NaiveDate,
}

/// Records that `event` happened to a building; `false` when that was on record already. `detail` is a word or numbers: no names.
pub fn record_of_site(conn: &mut Conn, at: Moment, event: Event, there: There<'_>, detail: &str) -> Result<bool> {
    let There { site_id, about, occasion, on } = there;
    Ok(store::add_of_site(conn, &NewOfSite { event: event.name(), site_id, about, occasion, on, at, detail })? == 1)
}

/// All that is on record of buildings about one trial, in the order in which it was put down.
pub fn of_sites(conn: &mut Conn, about: &str) -> Result<Vec<OfSite>> {
    let rows = store::of_sites(conn, about)?.into_iter();
    let read = rows.map(|(event, site, occasion, on, detail, at)| {
        let event = event.parse().map_err(Error::broken)?;
        Ok(OfSite { at, occasion, event, site, on, detail })
    });
    let mut found = read.collect::<Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}
