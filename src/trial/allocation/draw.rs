//! Chance, written out in full so that a list drawn today can be drawn again in twenty years, by other means if
//! need be. Nothing here may change: another way of drawing is another version, beside this one.
//!
//! Version `hearten-blocks-1`. Each stratum has a stream of its own: the ChaCha20 key stream (RFC 8439) from block 0
//! with a nonce of zeros, whose key is SHA-256 of the version, a line feed, the seed as 64 lower-case hexadecimal
//! characters, a line feed, and the stratum's name in UTF-8. It is read as 64-bit little-endian numbers. A number
//! below `n` is the next one modulo `n`, passing over those at or above the greatest multiple of `n` within 2^64.
//! A shuffle goes from the last place down to the second, swapping each with a place at or before it.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

use super::seed::Seed;

/// The method, as stored beside every list.
pub const METHOD: &str = "stratified permuted blocks of varying size";
/// The exact way of drawing, as stored beside every list.
pub const VERSION: &str = "hearten-blocks-1";

/// The stream of one stratum.
#[derive(Debug)]
pub struct Draw(ChaCha20Rng);

impl Draw {
    #[must_use]
    pub fn of_stratum(seed: &Seed, stratum: &str) -> Self {
        Self::of(VERSION, seed, stratum)
    }

    /// A stream of another version, by its name there.
    #[must_use]
    pub fn of(version: &str, seed: &Seed, name: &str) -> Self {
        let key = Sha256::digest(format!("{version}\n{}\n{name}", seed.to_hex()));
        Self(ChaCha20Rng::from_seed(key.into()))
    }

    /// An even draw from `0..n`; 0 when there is nothing to choose from.
    pub fn below(&mut self, n: u64) -> u64 {
        if n < 2 {
            return 0;
        }
        let over = (u64::MAX % n + 1) % n; // 2^64 mod n
        loop {
            let number = self.0.next_u64();
            if number <= u64::MAX - over {
                return number % n;
            }
        }
    }

    /// Fisher and Yates, from the end.
    pub fn shuffle<T>(&mut self, cards: &mut [T]) {
        for last in (1..cards.len()).rev() {
            let other = self.below(last as u64 + 1) as usize;
            cards.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_rfc() {
        // RFC 8439, appendix A.1, test vector 1: key, nonce and counter all zero.
        let mut draw = Draw(ChaCha20Rng::from_seed([0; 32]));
        assert_eq!(draw.0.next_u64(), u64::from_le_bytes([0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90]));
        assert_eq!(draw.0.next_u64(), u64::from_le_bytes([0x40, 0x5d, 0x6a, 0xe5, 0x53, 0x86, 0xbd, 0x28]));
    }

    #[test]
    fn strata_and_seeds_have_streams_of_their_own() {
        let first = |seed: u8, stratum: &str| Draw::of_stratum(&Seed::from([seed; 32]), stratum).below(u64::MAX);
        assert_eq!(first(1, "Duty"), first(1, "Duty"));
        assert_ne!(first(1, "Duty"), first(1, "Court"));
        assert_ne!(first(1, "Duty"), first(2, "Duty"));
    }

    #[test]
    fn every_order_of_four_cards_is_as_likely_as_any_other() {
        // 24,000 shuffles, about 1,000 of each order; 150 either way is 4.8 standard deviations. Seed: bytes of 9.
        let mut draw = Draw::of_stratum(&Seed::from([9; 32]), "cards");
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..24_000 {
            let mut cards = [1, 2, 3, 4];
            draw.shuffle(&mut cards);
            *seen.entry(cards).or_insert(0_i32) += 1;
        }
        assert_eq!(seen.len(), 24);
        assert!(seen.values().all(|count| (count - 1000).abs() < 150), "{seen:?}");
    }
}
