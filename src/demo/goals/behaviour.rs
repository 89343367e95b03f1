//! Whether somebody does something: by the shares in `config/demo/goals.toml`, and seeded chance.

use serde::Deserialize;

use crate::{
    demo::chance::Chance,
    floor::error::{Error, Result},
};

const FILE: &str = include_str!("../../../config/demo/goals.toml");

/// What the file says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    pub made_up: String,
    pub manager_agrees: f64,
    pub manager_declines: f64,
    pub manager_moves: f64,
    pub accepts: f64,
    pub tentative: f64,
    pub declines: f64,
    pub proposes: f64,
    pub first_step: f64,
    pub begins_accepted: f64,
    pub begins_otherwise: f64,
    pub ends: f64,
    pub has_thirty: f64,
    pub has_ten: f64,
    pub skips: f64,
    pub opts_out: f64,
    pub asks_for_less: f64,
    pub answers: f64,
    pub recalls: f64,
    pub recalls_diary: f64,
    pub recalls_in_another_arm: f64,
    pub chooses_decoy: f64,
    pub on_duty: f64,
    pub on_leave: f64,
    pub never_fridays: f64,
}

/// The shares, and the chance by which they fall.
#[derive(Debug)]
pub struct Behaviour {
    pub shares: Shares,
    chance: Chance,
}

impl Behaviour {
    pub fn read(seed: u64) -> Result<Self> {
        Ok(Self { shares: shares()?, chance: Chance::of(seed) })
    }

    /// Whether it falls within a share.
    pub fn does(&mut self, share: f64) -> bool {
        self.chance.does(share)
    }

    /// Which of several shares it falls into, in their order; `None` for the rest.
    pub fn which(&mut self, shares: &[f64]) -> Option<usize> {
        self.chance.which(shares)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.chance.below(bound)
    }
}

/// The file's shares.
fn shares() -> Result<Shares> {
    toml::from_str(FILE).map_err(Error::broken)
}

/// What the file says of itself, for every report of what was played.
pub fn made_up() -> Result<String> {
    Ok(shares()?.made_up)
}
