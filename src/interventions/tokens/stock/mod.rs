//! What is there: what to bring ([`suggest`]), what was brought ([`deliver`]), and what was used up ([`out`]) until it was brought
//! again. Drinks are counted in cups, and any other token in pieces, whatever those are.

pub mod deliver;
pub mod out;
pub mod suggest;

/// What can be used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Everything,
    Coffee,
    Tea,
    WithoutCaffeine,
}

impl What {
    pub const ALL: [Self; 4] = [Self::Everything, Self::Coffee, Self::Tea, Self::WithoutCaffeine];

    /// Those of a token that people drink, or of one that they do not.
    #[must_use]
    pub fn of(drinks: bool) -> &'static [Self] {
        if drinks { &Self::ALL } else { &[Self::Everything] }
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Coffee => "coffee",
            Self::Tea => "tea",
            Self::WithoutCaffeine => "without_caffeine",
        }
    }

    /// As people read it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Everything => "Everything",
            Self::Coffee => "Coffee",
            Self::Tea => "Tea",
            Self::WithoutCaffeine => "Drinks without caffeine",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.name() == text)
    }
}
