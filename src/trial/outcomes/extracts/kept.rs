//! What is on record for a trial, in the order in which it came in.

use std::collections::BTreeMap;

use super::fact::Fact;
use crate::{
    floor::{Floor, db::Conn, error::Result},
    trial::outcomes::store,
};

/// What an extract said of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    /// By which extract it came in; the first is 1.
    pub extract: usize,
    pub fact: Fact,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnRecord {
    /// Ids of extracts, the oldest first.
    pub extracts: Vec<String>,
    /// By trial id, sorted.
    pub by_called: BTreeMap<String, Vec<Kept>>,
}

/// Opens it.
pub fn on_record(conn: &mut Conn, floor: &Floor, trial_id: &str) -> Result<OnRecord> {
    let mut extracts: Vec<String> = store::extracts(conn, trial_id)?.into_iter().map(|extract| extract.id).collect();
    extracts.reverse();
    let nth: BTreeMap<&str, usize> = extracts.iter().map(String::as_str).zip(1..).collect();
    let mut by_called: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
    for (extract, called, sealed) in store::of_trial(conn, trial_id)? {
        let fact = Fact::open(floor, trial_id, &called, &sealed)?;
        let extract = nth.get(extract.as_str()).copied().unwrap_or_default();
        by_called.entry(called).or_default().push(Kept { extract, fact });
    }
    by_called.values_mut().for_each(|kept| kept.sort_unstable());
    Ok(OnRecord { extracts, by_called })
}
