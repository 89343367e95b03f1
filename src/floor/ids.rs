//! Ids are made here, never by the engine: time-ordered text, or random where a row is not to be tied to anyone.

use std::sync::{Arc, Mutex, PoisonError};

use rand::{Rng, SeedableRng, rngs::SysRng};
use rand_chacha::ChaCha20Rng;
use uuid::Builder;

use super::clock::Clock;

/// A generator passed in like the clock: from the machine's chance, or from a seed in the demo and in tests.
#[derive(Clone)]
pub struct Ids {
    clock: Clock,
    chance: Arc<Mutex<ChaCha20Rng>>,
}

impl std::fmt::Debug for Ids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ids")
    }
}

impl Ids {
    /// # Panics
    /// At start-up, when the machine has no source of chance.
    #[expect(clippy::expect_used, reason = "start-up: a machine without randomness cannot run a trial")]
    pub fn from_chance(clock: Clock) -> Self {
        let rng = ChaCha20Rng::try_from_rng(&mut SysRng).expect("the machine has no source of randomness");
        Self { clock, chance: Arc::new(Mutex::new(rng)) }
    }

    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self { clock, chance: Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))) }
    }

    /// A UUIDv7 as text: sorts by the time it was made.
    pub fn next(&self) -> String {
        let millis = self.clock.now().and_utc().timestamp_millis().unsigned_abs();
        Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid().to_string()
    }

    /// A UUIDv4 as text: says nothing of when.
    pub fn random(&self) -> String {
        Builder::from_random_bytes(self.bytes()).into_uuid().to_string()
    }

    /// Bytes of chance, for a session's secret or a seed.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }
}
