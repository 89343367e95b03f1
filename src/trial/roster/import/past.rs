//! Imports that were confirmed: who, when, what they did, and whether they can be undone.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde::Serialize;

use crate::{
    floor::{
        Floor,
        auth::{self, BuiltOn},
        clock::{Moment, long_moment},
        db::{
            Conn,
            scrub::{self, Scrub},
        },
        error::{Error, Result},
        jobs,
    },
    trial::roster::{store, store::imports::ImportRow},
};

/// How long it is kept what people were before an import.
const KEPT: TimeDelta = TimeDelta::days(42);

/// An import, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Past {
    pub id: String,
    pub when: String,
    /// A name, or a word such as 'command line'.
    pub who: String,
    pub added: i32,
    pub moved: i32,
    pub changed: i32,
    pub gone: i32,
    pub back: i32,
    pub unchanged: i32,
    /// Why it cannot be undone; empty where it can.
    pub why_not: String,
}

/// Every import, the newest first.
pub fn past(conn: &mut Conn, built_on: &[BuiltOn]) -> Result<Vec<Past>> {
    store::imports::all(conn)?.into_iter().map(|row| listed(conn, row, built_on)).collect()
}

/// One import.
///
/// # Errors
/// `Missing`, where there is none of that id.
pub fn one_past(conn: &mut Conn, id: &str, built_on: &[BuiltOn]) -> Result<Past> {
    let row = store::imports::one(conn, id)?.ok_or(Error::Missing("That import"))?;
    listed(conn, row, built_on)
}

fn listed(conn: &mut Conn, row: ImportRow, built_on: &[BuiltOn]) -> Result<Past> {
    let why_not = why_not(conn, &row, built_on)?.unwrap_or_default();
    let who = auth::name_of(conn, &row.confirmed_by);
    let ImportRow { id, confirmed_at, added, moved, changed, gone, back, unchanged, .. } = row;
    Ok(Past { id, when: long_moment(confirmed_at), who, added, moved, changed, gone, back, unchanged, why_not })
}

/// Why an import cannot be undone, as far as that shows without opening what was kept.
pub(super) fn why_not(conn: &mut Conn, import: &ImportRow, built_on: &[BuiltOn]) -> Result<Option<String>> {
    if !import.closed_why.is_empty() {
        return Ok(Some(import.closed_why.clone()));
    }
    let mut ids: HashSet<String> = store::imports::touched(conn, &import.id)?.into_iter().collect();
    ids.extend(serde_json::from_str::<Vec<String>>(&import.places)?);
    for room in built_on {
        if let Some(why) = room(conn, &ids, import.confirmed_at)? {
            return Ok(Some(why.to_owned()));
        }
    }
    Ok(None)
}

/// Each night: what was kept for an undoing that will not come is erased.
pub fn close_old(floor: &Floor, conn: &mut Conn, now: Moment, built_on: &[BuiltOn]) -> Result<()> {
    let mut closed = false;
    for import in store::imports::open(conn)? {
        let old = import.confirmed_at + KEPT <= now;
        let why = if old {
            Some(format!("It is more than {} days ago.", KEPT.num_days()))
        } else {
            why_not(conn, &import, built_on)?
        };
        if let Some(why) = why {
            store::imports::close(conn, &import.id, &why)?;
            closed = true;
        }
    }
    if closed { jobs::enqueue::<Scrub>(conn, floor, &scrub::Job {}) } else { Ok(()) }
}
