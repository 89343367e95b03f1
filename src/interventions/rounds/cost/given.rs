//! Tables of costs that came in from files, as they were given: nothing in them was worked out here but sums and means.

use std::collections::BTreeMap;

use super::{
    line::{Heading, Of},
    money::Pence,
};
use crate::{
    floor::{db::Conn, error::Result},
    interventions::rounds::store,
};

/// The figures of one authority.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenCosts {
    /// Whose they are, as the file names them.
    pub label: String,
    pub amounts: BTreeMap<Heading, Pence>,
}

impl GivenCosts {
    #[must_use]
    pub fn of(&self, heading: Heading) -> Pence {
        self.amounts.get(&heading).copied().unwrap_or_default()
    }

    /// Panel, Round and steering: initial training is left out.
    #[must_use]
    pub fn total(&self) -> Pence {
        Heading::COUNTED.into_iter().map(|heading| self.of(heading)).sum()
    }
}

/// A table from one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenTable {
    pub source: String,
    /// By number, then by name.
    pub rows: Vec<GivenCosts>,
}

impl GivenTable {
    /// Every table on record, by source.
    pub fn all(conn: &mut Conn) -> Result<Vec<Self>> {
        let mut tables: BTreeMap<String, BTreeMap<(u64, String), GivenCosts>> = BTreeMap::new();
        for line in store::costs::given(conn)? {
            if let Of::Given { source, label } = &line.of {
                let place = (label.parse().unwrap_or(u64::MAX), label.clone());
                let row = tables.entry(source.clone()).or_default().entry(place).or_default();
                row.label.clone_from(label);
                row.amounts.insert(line.heading, line.pence());
            }
        }
        Ok(tables.into_iter().map(|(source, rows)| Self { source, rows: rows.into_values().collect() }).collect())
    }

    /// The mean over its authorities, to the nearest penny; `None` for a table without rows.
    pub fn mean(&self, figure: impl Fn(&GivenCosts) -> Pence) -> Option<Pence> {
        self.rows.iter().map(figure).sum::<Pence>().over(self.rows.len())
    }
}
