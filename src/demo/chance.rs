//! Seeded chance, by which made-up people do one thing or another.

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

/// The same seed gives the same draws.
#[derive(Debug)]
pub struct Chance(ChaCha20Rng);

impl Chance {
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// Whether it falls within a share.
    pub fn does(&mut self, share: f64) -> bool {
        self.draw() < share
    }

    /// Which of several shares it falls into, in their order; `None` for the rest.
    pub fn which(&mut self, shares: &[f64]) -> Option<usize> {
        let drawn = self.draw();
        let mut upto = 0.0;
        shares.iter().position(|share| {
            upto += share;
            drawn < upto
        })
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.draw() * bound as f64) as usize
    }

    /// From 0 up to, and not including, 1.
    fn draw(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
