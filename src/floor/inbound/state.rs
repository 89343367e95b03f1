//! What became of a mail that came. Each is kept, whatever became of it.

use std::str::FromStr;

use crate::floor::error::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not read yet.
    Kept,
    /// An answer, and the entry is as it says.
    Applied,
    /// An answer to what has changed since.
    Stale,
    /// The right key, and another address than was invited: somebody has to look.
    WrongAddress,
    /// About nothing that we know of: somebody has to look.
    Unmatched,
    /// A mail of ours that came back.
    Bounce,
    /// Written by a machine.
    Automatic,
    /// It cannot be read: somebody has to look.
    Unreadable,
    /// Under the Message-ID of one that came before.
    Repeated,
}

impl State {
    pub const ALL: [Self; 9] = [
        Self::Kept,
        Self::Applied,
        Self::Stale,
        Self::WrongAddress,
        Self::Unmatched,
        Self::Bounce,
        Self::Automatic,
        Self::Unreadable,
        Self::Repeated,
    ];

    /// As the database writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Applied => "applied",
            Self::Stale => "stale",
            Self::WrongAddress => "wrong_address",
            Self::Unmatched => "unmatched",
            Self::Bounce => "bounce",
            Self::Automatic => "automatic",
            Self::Unreadable => "unreadable",
            Self::Repeated => "repeated",
        }
    }

    /// As a person reads it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Kept => "Not read yet",
            Self::Applied => "Done as it says",
            Self::Stale => "About a time that has changed since",
            Self::WrongAddress => "From another address than we wrote to",
            Self::Unmatched => "About nothing that we know of",
            Self::Bounce => "A mail of ours that came back",
            Self::Automatic => "Written by a machine",
            Self::Unreadable => "It cannot be read",
            Self::Repeated => "It came before",
        }
    }

    /// Whether it waits for somebody to look at it.
    #[must_use]
    pub fn waits(self) -> bool {
        matches!(self, Self::WrongAddress | Self::Unmatched | Self::Unreadable)
    }
}

impl FromStr for State {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|state| state.name() == name);
        found.ok_or_else(|| Error::broken("a mail that came is in no state that there is"))
    }
}
