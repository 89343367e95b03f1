//! Whether somebody does something: by the shares in `config/demo/rounds.toml`, and seeded chance.

use std::collections::HashMap;

use serde::Deserialize;

use crate::{
    demo::chance::Chance,
    floor::error::{Error, Result},
};

const FILE: &str = include_str!("../../../config/demo/rounds.toml");

/// What the file says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    pub keen: f64,
    pub books_keen: f64,
    pub books: f64,
    pub declines: f64,
    pub by_diary: f64,
    pub gives_back: f64,
    pub takes_offer: f64,
    pub comes: f64,
    pub comes_unbooked: f64,
    pub comes_from_another_arm: f64,
    pub has_unnamed: f64,
    pub unnamed: i32,
    pub room_pence: i64,
    pub panel_pence: i64,
    pub training_pence: i64,
    pub rate_pence: i32,
}

/// The shares, and the chance by which they fall.
#[derive(Debug)]
pub struct Behaviour {
    pub shares: Shares,
    pub chance: Chance,
    /// Who takes to Rounds, as far as it was asked.
    keen: HashMap<String, bool>,
}

impl Behaviour {
    pub fn read(seed: u64) -> Result<Self> {
        Ok(Self {
            shares: toml::from_str(FILE).map_err(Error::broken)?,
            chance: Chance::of(seed),
            keen: HashMap::new(),
        })
    }

    /// How likely somebody is to take a place: it stays the same all year whether they take to Rounds.
    pub fn books(&mut self, person_id: &str) -> f64 {
        let Self { shares, chance, keen } = self;
        let keen = *keen.entry(person_id.to_owned()).or_insert_with(|| chance.does(shares.keen));
        if keen { shares.books_keen } else { shares.books }
    }
}
