//! `hearten demo`: three made-up councils walk the whole road, from a spreadsheet to a posted letter, on a clock that
//! is moved by hand. Everyone in it is made up, and every act is the product's own.

mod stage;

use std::path::Path;

use crate::floor::{Floor, error::Result};

/// A demo that has been played.
#[derive(Debug)]
pub struct Played {
    pub floor: Floor,
    /// What to print: the funnel, and where things lie.
    pub told: String,
}

/// Plays the demo into `dir`.
pub fn play(dir: &Path, seed: u64, listen: &str) -> Result<Played> {
    let floor = stage::lay(dir, seed, listen)?;
    Ok(Played { floor, told: String::new() })
}
