//! The seed of a list: 32 bytes, typed and stored as 64 hexadecimal characters.

use std::fmt;
use std::str::FromStr;

use super::scheme::Unfit;

/// Whoever holds the seed and the frame can work out every arm, so it is shown only where the arms are, and never
/// printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The 64 characters, lower case.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

impl From<[u8; 32]> for Seed {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl FromStr for Seed {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Unfit> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| Unfit::Seed)?;
        Ok(Self(bytes))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_read_back_as_it_was_written_whatever_its_case() {
        let seed = Seed::from([0xab; 32]);
        assert_eq!(seed.to_hex(), "ab".repeat(32));
        assert_eq!(seed.to_hex().to_uppercase().parse(), Ok(seed));
    }

    #[test]
    fn a_short_seed_is_refused_and_a_seed_is_never_printed() {
        assert_eq!("beef".parse::<Seed>(), Err(Unfit::Seed));
        assert!(!format!("{:?}", Seed::from([7; 32])).contains('7'));
    }
}
