//! Where everybody worked from a day on, move by move.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{store, store::postings::Placed};
use crate::floor::{db::Conn, error::Result};

/// Where somebody worked, by the names of their authority, from a day until another; '' where they had no team or no building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    pub person_id: String,
    pub team: String,
    pub site: String,
    pub from_on: NaiveDate,
    pub until_on: Option<NaiveDate>,
}

/// Everybody's stays that had not ended by a day, in no order. Whoever leaves is nowhere from that day on.
pub fn stays_since(conn: &mut Conn, day: NaiveDate) -> Result<Vec<Stay>> {
    let left: HashMap<String, NaiveDate> = store::people::left(conn)?.into_iter().collect();
    let stay = |(row, team, site): Placed| Stay {
        until_on: [row.until_on, left.get(&row.person_id).copied()].into_iter().flatten().min(),
        person_id: row.person_id,
        team: team.unwrap_or_default(),
        site: site.unwrap_or_default(),
        from_on: row.from_on,
    };
    Ok(store::postings::since(conn, day)?.into_iter().map(stay).collect())
}
