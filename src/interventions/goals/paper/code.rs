//! What somebody types from a page: a short code of chance. Only its keyed hash is kept.

use crate::floor::{Floor, error::Result, ids::Ids, seal::Secrets, short_code::ShortCode};

/// What its hash is for. The word is the path, too.
pub const PAPER: &str = "paper";

/// 60 bits of chance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code(ShortCode);

impl Code {
    #[must_use]
    pub fn random(ids: &Ids) -> Self {
        Self(ShortCode::of(ids.bytes()))
    }

    /// Reads what was typed, with capitals, spaces and dashes as they come.
    ///
    /// # Errors
    /// `Missing`, where it is no code.
    pub fn parse(typed: &str) -> Result<Self> {
        ShortCode::parse(typed).map(Self)
    }

    /// As it is printed.
    #[must_use]
    pub fn shown(&self) -> String {
        self.0.shown()
    }

    /// The address that is printed: as people type one, without what a browser adds by itself.
    #[must_use]
    pub fn address(&self, floor: &Floor) -> String {
        let house = &floor.settings.web.public_url;
        format!("{}/{PAPER}/{}", house.strip_prefix("https://").unwrap_or(house), self.shown())
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self, secrets: &Secrets) -> String {
        hex::encode(&secrets.mac("goals/paper", &[self.0.as_bytes()])[..16])
    }
}
