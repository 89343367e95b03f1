//! Who wrote two lines: kept beside them, and told in the detail of the event.

use crate::floor::error::{Error, Result};

/// Who wrote somebody's two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    Manager,
    /// Whoever the manager's page was handed on to.
    Deputy,
    /// A colleague, taken on by the manager.
    Colleague,
    Coordinator,
}

impl From {
    pub const ALL: [Self; 4] = [Self::Manager, Self::Deputy, Self::Colleague, Self::Coordinator];

    /// As the database and the record keep it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Deputy => "deputy",
            Self::Colleague => "colleague",
            Self::Coordinator => "coordinator",
        }
    }

    /// Reads what the database keeps.
    pub fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|from| from.name() == name);
        found.ok_or_else(|| Error::broken(format!("no lines come from {name:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        assert!(From::ALL.into_iter().all(|one| From::parse(one.name()).unwrap() == one));
    }
}
