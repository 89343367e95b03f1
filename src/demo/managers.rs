//! How the demo's managers behave: most write within days, some at the last moment, a few never. All of it is made up.

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use serde::Deserialize;

use crate::floor::error::{Error, Result};

const LINES: &str = include_str!("../../config/demo/lines.toml");

/// Made-up lines, with `{name}` where the first name goes.
#[derive(Debug, Deserialize)]
pub struct Words {
    first: Vec<String>,
    second: Vec<String>,
    fallback: [String; 2],
}

impl Words {
    pub fn read() -> Result<Self> {
        toml::from_str(LINES).map_err(Error::broken)
    }

    /// Two lines for the `nth` person of a round: no two people of one team get the same first line.
    pub fn of(&self, nth: usize, name: &str) -> [String; 2] {
        let first = &self.first[nth % self.first.len()];
        let second = &self.second[(nth * 5 + nth / self.first.len()) % self.second.len()];
        [first.replace("{name}", name), second.replace("{name}", name)]
    }

    pub fn instead(&self, name: &str) -> [String; 2] {
        self.fallback.clone().map(|line| line.replace("{name}", name))
    }
}

/// On which working day after being asked a manager writes, of the twelve there are; `None` for one who never does.
#[derive(Debug)]
pub struct Habits(ChaCha20Rng);

impl Habits {
    pub fn of(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    pub fn day(&mut self) -> Option<u64> {
        match self.0.next_u64() % 20 {
            0 => None,
            1..=11 => Some(1 + self.0.next_u64() % 4),
            12..=16 => Some(5 + self.0.next_u64() % 5),
            _ => Some(11),
        }
    }
}
