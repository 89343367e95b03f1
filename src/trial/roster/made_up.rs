//! Made-up staff for the demo and the benches, as a spreadsheet, so that they come in by the same door as real ones.
//! The same seed gives the same text to the byte. Nobody here exists; the postcodes are those of public buildings.

use std::collections::HashSet;

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

use super::columns::TEMPLATE;
use authority::Supply;
pub use book::workbook;
pub use brought_in::bring_in;
use names::Names;

mod authority;
mod book;
mod brought_in;
mod names;
mod places;

/// An authority to make up, by the number of its social workers. Managers and leaders come on top.
#[derive(Debug, Clone)]
pub struct Plan {
    pub authority: String,
    pub social_workers: usize,
    /// How many of them have asked for no letters at home. These give no address.
    pub do_not_post: usize,
    /// How many pairs of them share a home.
    pub shared_homes: usize,
    /// How many family support workers there are besides, in teams of their own.
    pub others: usize,
}

impl Plan {
    fn new(authority: impl Into<String>, social_workers: usize, do_not_post: usize, shared_homes: usize) -> Self {
        Self { authority: authority.into(), social_workers, do_not_post, shared_homes, others: 0 }
    }

    /// One with family support workers beside its social workers, all of whom can be written to.
    #[must_use]
    pub fn with_others(authority: impl Into<String>, social_workers: usize, others: usize) -> Self {
        Self { others, ..Self::new(authority, social_workers, 0, 0) }
    }

    /// Three authorities of the sizes of the first letters trial: 395 social workers, of whom 391 can be written to.
    #[must_use]
    pub fn demo() -> Vec<Self> {
        vec![Self::new("Thornmere", 74, 1, 1), Self::new("Eastmarl", 149, 1, 2), Self::new("Hollinshire", 172, 2, 2)]
    }

    /// Authorities of 500 that together have `people` social workers, all of whom can be written to.
    #[must_use]
    pub fn of(people: usize) -> Vec<Self> {
        let authorities = people.div_ceil(500);
        let size = |nth: usize| (people - nth * 500).min(500);
        (0..authorities).map(|nth| Self::new(format!("Madeupshire {}", nth + 1), size(nth), 0, 0)).collect()
    }
}

/// A spreadsheet of everyone in the authorities of `plans`, in the columns of the template. A director comes first,
/// then each team under its manager.
#[must_use]
pub fn spreadsheet(seed: u64, plans: &[Plan]) -> String {
    let chance = Chance(ChaCha20Rng::seed_from_u64(seed));
    let mut supply = Supply { chance, names: Names::default(), homes: HashSet::new() };
    let mut text = csv::Writer::from_writer(Vec::new());
    let heading = TEMPLATE.map(|column| column.to_string()).to_vec();
    let people = plans.iter().enumerate().flat_map(|(nth, plan)| authority::people(nth, plan, &mut supply));
    // Writing to memory cannot fail; and a file cut short would be refused by the import.
    let rows = std::iter::once(heading).chain(people.map(|person| person.record()));
    let written = rows.map(|row| text.write_record(row)).all(|row| row.is_ok());
    let bytes = if written { text.into_inner().unwrap_or_default() } else { Vec::new() };
    String::from_utf8(bytes).unwrap_or_default()
}

/// Seeded chance. The draws are written out here, so that no other version of a library can change a list.
pub(super) struct Chance(ChaCha20Rng);

impl Chance {
    /// A number below `bound`. What the remainder favours is less than one part in 10^15.
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.0.next_u64() % bound).unwrap_or_default()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests;
