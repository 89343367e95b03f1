//! Something is wrong: whoever stands before it tells by the printed code ([`tell`]), without an account and without a name; what they
//! wrote is looked at first ([`screen`]); the coordinator sees to it ([`close`]).

pub mod close;
pub mod screen;
pub mod tell;

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    NothingLeft,
    Broken,
    NotClean,
    CardGone,
    Other,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::NothingLeft, Self::Broken, Self::NotClean, Self::CardGone, Self::Other];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NothingLeft => "nothing_left",
            Self::Broken => "broken",
            Self::NotClean => "not_clean",
            Self::CardGone => "card_gone",
            Self::Other => "other",
        }
    }

    /// As whoever tells it chooses it, and whoever sees to it reads it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NothingLeft => "Nothing is left",
            Self::Broken => "It is broken",
            Self::NotClean => "It is not clean",
            Self::CardGone => "The card is gone",
            Self::Other => "Something else",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == text)
    }
}
