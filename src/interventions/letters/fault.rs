//! What can be wrong with a letter, in the post's own words where it has one, so that people find it in its guidance.

use std::fmt;

use crate::trial::roster::address;

/// A rule of GOV.UK Notify's letter checker, or one of our own where Notify has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    UnableToReadTheFile,
    LetterTooLong,
    LetterNotA4PortraitOriented,
    ContentOutsidePrintableArea,
    NotifyTagFoundInContent,
    AddressIsEmpty,
    NotEnoughAddressLines,
    TooManyAddressLines,
    InvalidAddressLine1Or2,
    HasCountryForBfpoAddress,
    CantSendInternationalLetters,
    NotARealUkPostcode,
    InvalidCharInAddress,
    NoFixedAbodeAddress,
    NoEncodedString,
    /// Ours: a character no letter can print.
    CharacterNotInFont,
    /// Ours: a manager's line longer than the letter has room for.
    LineTooLong,
    /// Ours: a manager's line not written.
    LineIsEmpty,
    /// Ours: a wording that leaves no room on one page.
    WordingTooLong,
    /// Ours: Notify states two megabytes but only its web form checks it.
    FileTooBig,
}

impl Code {
    /// The rule that an address breaks.
    pub fn of_address(fault: &address::Fault) -> Self {
        match fault {
            address::Fault::Empty => Self::AddressIsEmpty,
            address::Fault::TooFewLines => Self::NotEnoughAddressLines,
            address::Fault::TooManyLines { .. } => Self::TooManyAddressLines,
            address::Fault::NothingToRead(_) => Self::InvalidAddressLine1Or2,
            address::Fault::CountryForBfpo(_) => Self::HasCountryForBfpoAddress,
            address::Fault::Abroad(_) => Self::CantSendInternationalLetters,
            address::Fault::PostcodeNotAlone(_) | address::Fault::NotAPostcode(_) => Self::NotARealUkPostcode,
            address::Fault::BannedStart { .. } => Self::InvalidCharInAddress,
            address::Fault::NoFixedAbode => Self::NoFixedAbodeAddress,
        }
    }

    /// The machine code: Notify's, word for word, or ours in its manner.
    pub fn text(self) -> &'static str {
        match self {
            Self::UnableToReadTheFile => "unable-to-read-the-file",
            Self::LetterTooLong => "letter-too-long",
            Self::LetterNotA4PortraitOriented => "letter-not-a4-portrait-oriented",
            Self::ContentOutsidePrintableArea => "content-outside-printable-area",
            Self::NotifyTagFoundInContent => "notify-tag-found-in-content",
            Self::AddressIsEmpty => "address-is-empty",
            Self::NotEnoughAddressLines => "not-enough-address-lines",
            Self::TooManyAddressLines => "too-many-address-lines",
            Self::InvalidAddressLine1Or2 => "invalid-address-line-1-or-2",
            Self::HasCountryForBfpoAddress => "has-country-for-bfpo-address",
            Self::CantSendInternationalLetters => "cant-send-international-letters",
            Self::NotARealUkPostcode => "not-a-real-uk-postcode",
            Self::InvalidCharInAddress => "invalid-char-in-address",
            Self::NoFixedAbodeAddress => "no-fixed-abode-address",
            Self::NoEncodedString => "no-encoded-string",
            Self::CharacterNotInFont => "character-not-in-font",
            Self::LineTooLong => "line-too-long",
            Self::LineIsEmpty => "line-is-empty",
            Self::WordingTooLong => "wording-too-long",
            Self::FileTooBig => "file-too-big",
        }
    }

    /// What is wrong, in a few plain words that fit after the name of the part.
    fn says(self) -> &'static str {
        match self {
            Self::UnableToReadTheFile => "cannot be opened as a PDF",
            Self::LetterTooLong => "has more pages than a letter may have",
            Self::LetterNotA4PortraitOriented => "is not A4, upright",
            Self::ContentOutsidePrintableArea => "is too wide or lies outside the part of the page that may be printed",
            Self::NotifyTagFoundInContent => "holds a mark that only the printer may put there",
            Self::AddressIsEmpty => "is empty",
            Self::NotEnoughAddressLines => "has fewer than three lines, counting the name and the postcode",
            Self::TooManyAddressLines => "has more than seven lines, counting the name and the postcode",
            Self::InvalidAddressLine1Or2 => "needs a letter from A to Z or a number",
            Self::HasCountryForBfpoAddress => "is a forces address, which takes no country",
            Self::CantSendInternationalLetters => "is in another country",
            Self::NotARealUkPostcode => "does not end in a UK postcode",
            Self::InvalidCharInAddress => "begins with a mark the post refuses",
            Self::NoFixedAbodeAddress => "says that there is no fixed abode",
            Self::NoEncodedString => "is empty",
            Self::CharacterNotInFont => "holds a character the letter cannot print",
            Self::LineTooLong => "is longer than the letter has room for",
            Self::LineIsEmpty => "is empty",
            Self::WordingTooLong => "leaves no room on one page for the longest letter",
            Self::FileTooBig => "is over two megabytes",
        }
    }
}

/// The part of a letter that a fault lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    Address,
    /// Counted from 1; line 1 is the name.
    AddressLine(usize),
    Greeting,
    /// The manager's line, 1 or 2.
    Line(usize),
    /// A named piece of the wording.
    Wording(&'static str),
    Signature,
    Page,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => f.write_str("The address"),
            Self::AddressLine(number) => write!(f, "Line {number} of the address"),
            Self::Greeting => f.write_str("The greeting"),
            Self::Line(number) => write!(f, "Line {number}"),
            Self::Wording(piece) => write!(f, "The wording ({piece})"),
            Self::Signature => f.write_str("The signature"),
            Self::Page => f.write_str("The letter"),
        }
    }
}

/// One thing wrong with a letter. Its sentence holds nothing of the person but characters that cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub code: Code,
    pub part: Part,
    /// The page it lies on, the first but for large print that runs over.
    pub page: u8,
    /// What the font lacks, if that is the fault.
    pub missing: Vec<char>,
}

impl Fault {
    /// A fault of the first page.
    pub fn new(code: Code, part: Part) -> Self {
        Self { code, part, page: 1, missing: Vec::new() }
    }

    /// The form field it belongs beside: `address`, `address_3`, `greeting`, `line_1`, `wording`, `signature`; empty for
    /// the letter as a whole.
    pub fn field(&self) -> String {
        match self.part {
            Part::Address => "address".to_owned(),
            Part::AddressLine(number) => format!("address_{number}"),
            Part::Greeting => "greeting".to_owned(),
            Part::Line(number) => format!("line_{number}"),
            Part::Wording(_) => "wording".to_owned(),
            Part::Signature => "signature".to_owned(),
            Part::Page => String::new(),
        }
    }

    /// Characters of `part` that the font lacks; none is no fault.
    pub fn of_missing(missing: Vec<char>, part: Part) -> Option<Self> {
        (!missing.is_empty()).then(|| Self { missing, ..Self::new(Code::CharacterNotInFont, part) })
    }
}

/// A plain sentence, such as `Line 2 holds a character the letter cannot print: 日 (U+65E5).`
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.part, self.code.says())?;
        for (at, character) in self.missing.iter().enumerate() {
            let shown = if character.is_control() { '\u{FFFD}' } else { *character };
            write!(f, "{} {shown} (U+{:04X})", if at == 0 { ":" } else { "," }, u32::from(*character))?;
        }
        f.write_str(".")
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Fault, Part};

    #[test]
    fn a_fault_reads_as_a_sentence() {
        let fault = Fault::of_missing(vec!['日', '\u{7}'], Part::Line(2)).unwrap();
        assert_eq!(
            fault.to_string(),
            "Line 2 holds a character the letter cannot print: 日 (U+65E5), \u{FFFD} (U+0007)."
        );
        let fault = Fault::new(Code::TooManyAddressLines, Part::Address);
        assert_eq!(fault.to_string(), "The address has more than seven lines, counting the name and the postcode.");
    }
}
