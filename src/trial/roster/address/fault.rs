//! What can be wrong with an address: the print service's name for it, a sentence, and the way to mend it.

/// Why an address cannot be written to. The order of the arms is the order in which faults are looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("There is no address.")]
    Empty,
    #[error("The address is too short: it needs a street and a postcode at least.")]
    TooFewLines,
    #[error("The address has {given} lines; the letter has room for {room}.")]
    TooManyLines { given: usize, room: usize },
    #[error("The line '{0}' has no letter or figure that a sorting machine can read.")]
    NothingToRead(String),
    #[error("A forces (BFPO) address does not name a country; this one says '{0}'.")]
    CountryForBfpo(String),
    #[error("The address is in another country ('{0}'), and letters go to the United Kingdom only.")]
    Abroad(String),
    #[error("The postcode shares a line with other words: '{0}'.")]
    PostcodeNotAlone(String),
    #[error("'{0}' is not a UK postcode.")]
    NotAPostcode(String),
    #[error("The line '{line}' begins with '{start}', which the printer does not accept.")]
    BannedStart { line: String, start: char },
    #[error("The address says that the person has no fixed home.")]
    NoFixedAbode,
}

impl Fault {
    /// The print service's name for the fault, which people can look up in its guidance.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "address-is-empty",
            Self::TooFewLines => "not-enough-address-lines",
            Self::TooManyLines { .. } => "too-many-address-lines",
            Self::NothingToRead(_) => "invalid-address-line-1-or-2",
            Self::CountryForBfpo(_) => "has-country-for-bfpo-address",
            Self::Abroad(_) => "cant-send-international-letters",
            Self::PostcodeNotAlone(_) | Self::NotAPostcode(_) => "not-a-real-uk-postcode",
            Self::BannedStart { .. } => "invalid-char-in-address",
            Self::NoFixedAbode => "no-fixed-abode-address",
        }
    }

    /// The line that is at fault, cleaned, where it is one line.
    #[must_use]
    pub fn line(&self) -> Option<&str> {
        match self {
            Self::Empty | Self::TooFewLines | Self::TooManyLines { .. } | Self::NoFixedAbode => None,
            Self::NothingToRead(line)
            | Self::CountryForBfpo(line)
            | Self::Abroad(line)
            | Self::PostcodeNotAlone(line)
            | Self::NotAPostcode(line)
            | Self::BannedStart { line, .. } => Some(line),
        }
    }

    /// What the person with the spreadsheet can do about it.
    #[must_use]
    pub fn mend(&self) -> &'static str {
        match self {
            Self::Empty | Self::TooFewLines => "Give the street and the postcode, or mark the person do-not-post.",
            Self::TooManyLines { .. } => "Put two short lines on one, with a comma between; the county can go.",
            Self::NothingToRead(_) => "Write it in the letters A to Z, accents and all.",
            Self::CountryForBfpo(_) => "Take the country out; the BFPO number is enough.",
            Self::Abroad(_) => "Give an address in the United Kingdom, or mark the person do-not-post.",
            Self::PostcodeNotAlone(_) => "Put the postcode in the postcode column, by itself.",
            Self::NotAPostcode(_) => "Check the postcode; it comes last, like SW1A 1AA.",
            Self::BannedStart { .. } => "Take that sign away: 'Flat 2', not '(Flat 2)'.",
            Self::NoFixedAbode => "Mark the person do-not-post.",
        }
    }
}
