//! What ever happened, wherever: to one person, to each of many, and counted.

use std::{collections::HashMap, fmt};

use super::SoFar;
use crate::trial::uptake::event::Event;

/// Which of all events happened to somebody, in 16 bytes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Ever(u128);

const _: () = assert!(Event::ALL.len() <= 128);

impl Ever {
    #[must_use]
    pub fn of(so_far: &SoFar) -> Self {
        let mut ever = Self::default();
        so_far.places().for_each(|place| place.events().for_each(|event| ever.add(event)));
        ever
    }

    pub const fn add(&mut self, event: Event) {
        self.0 |= 1 << event as u8;
    }

    #[must_use]
    pub const fn saw(self, event: Event) -> bool {
        self.0 & 1 << event as u8 != 0
    }

    /// All of them.
    pub fn events(self) -> impl Iterator<Item = Event> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let nth = usize::try_from(left.trailing_zeros()).ok()?;
            left &= left.wrapping_sub(1);
            Event::ALL.get(nth).copied()
        })
    }
}

impl fmt::Debug for Ever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.events()).finish()
    }
}

/// Which of all events happened to whom.
#[derive(Debug, Clone, Default)]
pub struct People(HashMap<String, Ever>);

impl People {
    pub fn put(&mut self, person: String, ever: Ever) {
        self.0.insert(person, ever);
    }

    /// One event more, of one person.
    pub fn add(&mut self, person: &str, event: Event) {
        self.0.entry(person.to_owned()).or_default().add(event);
    }

    /// Of somebody of whom nothing is on record, nothing.
    #[must_use]
    pub fn of(&self, person: &str) -> Ever {
        self.0.get(person).copied().unwrap_or_default()
    }

    #[must_use]
    pub fn saw(&self, person: &str, event: Event) -> bool {
        self.of(person).saw(event)
    }
}

/// A count of each event.
#[derive(Debug, Clone)]
pub struct Tally([usize; 128]);

impl Default for Tally {
    fn default() -> Self {
        Self([0; 128])
    }
}

impl Tally {
    pub const fn add(&mut self, event: Event) {
        self.0[event as usize & 127] += 1;
    }

    #[must_use]
    pub const fn of(&self, event: Event) -> usize {
        self.0[event as usize & 127]
    }
}
