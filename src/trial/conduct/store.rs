//! The rows of how a trial goes: planned sizes, sites that withdrew, what became public. None is ever changed.

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    floor::{
        clock::Moment,
        db::{Conn, once},
        error::Result,
    },
    schema::{trial_publicity, trial_site_changes, trial_sizes},
};

/// What was planned for the trial (`part` is ''), for an arm or for a site.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = trial_sizes)]
pub struct Size {
    pub trial_id: String,
    /// `trial`, `arm` or `site`.
    pub kind: String,
    pub part: String,
    /// From 1.
    pub version: i32,
    pub people: i32,
    /// Where units are not people.
    pub units: Option<i32>,
    pub reason: String,
    pub said_by: String,
    pub said_at: Moment,
}

/// A site withdrew from a trial, or came back to it.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = trial_site_changes)]
pub struct SiteChange {
    pub trial_id: String,
    /// As frozen when the list was drawn.
    pub authority: String,
    pub site: String,
    /// From 1; the newest counts.
    pub version: i32,
    pub withdrew: bool,
    /// From this day on, in Europe/London.
    pub on_day: NaiveDate,
    pub reason: String,
    pub said_by: String,
    pub said_at: Moment,
}

/// Something that became public of a trial.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
#[diesel(table_name = trial_publicity)]
pub struct Publicity {
    pub id: String,
    pub trial_id: String,
    pub on_day: NaiveDate,
    pub what: String,
    /// JSON: pairs of authority and site; none for all of them.
    pub sites: String,
    pub said_by: String,
    pub said_at: Moment,
}

/// `false` where that version is there.
pub fn add_size(conn: &mut Conn, size: &Size) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(trial_sizes::table).values(size).execute(conn))
}

/// Every version, the oldest first.
pub fn sizes(conn: &mut Conn, trial_id: &str) -> Result<Vec<Size>> {
    let rows = trial_sizes::table.filter(trial_sizes::trial_id.eq(trial_id)).order(trial_sizes::version);
    Ok(rows.select(Size::as_select()).load(conn)?)
}

/// `false` where that version is there.
pub fn add_site_change(conn: &mut Conn, change: &SiteChange) -> Result<bool> {
    once(conn, |conn| diesel::insert_into(trial_site_changes::table).values(change).execute(conn))
}

/// Every version, the oldest first.
pub fn site_changes(conn: &mut Conn, trial_id: &str) -> Result<Vec<SiteChange>> {
    let rows = trial_site_changes::table.filter(trial_site_changes::trial_id.eq(trial_id));
    Ok(rows.order(trial_site_changes::version).select(SiteChange::as_select()).load(conn)?)
}

pub fn add_publicity(conn: &mut Conn, event: &Publicity) -> Result<()> {
    diesel::insert_into(trial_publicity::table).values(event).execute(conn)?;
    Ok(())
}

/// In no order.
pub fn publicity(conn: &mut Conn, trial_id: &str) -> Result<Vec<Publicity>> {
    let rows = trial_publicity::table.filter(trial_publicity::trial_id.eq(trial_id));
    Ok(rows.select(Publicity::as_select()).load(conn)?)
}
