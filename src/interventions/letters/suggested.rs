//! How far a colleague's two lines have come.

use crate::floor::error::{Error, Result};

/// How far a colleague's suggestion has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Suggested {
    Asked,
    /// Two lines that fit wait for the manager.
    Given,
    /// The manager took them on.
    Taken,
    Declined,
}

impl Suggested {
    pub const ALL: [Self; 4] = [Self::Asked, Self::Given, Self::Taken, Self::Declined];

    /// As the database keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Taken => "taken",
            Self::Declined => "declined",
        }
    }

    /// Reads what the database keeps.
    pub fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|suggested| suggested.name() == name);
        found.ok_or_else(|| Error::broken(format!("no suggestion is {name:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        assert!(Suggested::ALL.into_iter().all(|one| Suggested::parse(one.name()).unwrap() == one));
    }
}
