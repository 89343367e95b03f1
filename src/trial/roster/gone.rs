//! Who is gone, and why.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::store::people;
use crate::floor::{clock::Moment, db::Conn, error::Result};

/// Why somebody is not to be asked any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gone {
    Left,
    OptedOut,
    Erased,
}

/// Everyone who is by a day in Europe/London, by their ids: of several reasons the one that leaves least. Whoever was erased is gone
/// from every day, for nothing is held of them.
pub fn why_gone(conn: &mut Conn, day: NaiveDate) -> Result<BTreeMap<String, Gone>> {
    let why = |left_on: Option<NaiveDate>, erased_at: Option<Moment>| match (left_on, erased_at) {
        (_, Some(_)) => Gone::Erased,
        (Some(left), None) if left <= day => Gone::Left,
        _ => Gone::OptedOut,
    };
    let gone = people::all_gone(conn, day)?.into_iter();
    Ok(gone.map(|(id, left_on, erased_at)| (id, why(left_on, erased_at))).collect())
}
