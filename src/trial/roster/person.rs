//! The facts about a person, each parsed into a type that cannot be wrong. What is wrong with a fact is a [`Problem`]:
//! a sentence for the person with the spreadsheet, and the way to mend it.

use crate::floor::one_line::one_line;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

pub use email::WorkEmail;
pub use language::LetterLanguage;
pub use names::Names;
pub use reference::StaffReference;
pub use role::{LetterFormat, StaffRole};

mod email;
mod language;
mod names;
mod reference;
mod role;

/// What is wrong with one fact, and how to put it right. Both are whole sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub says: String,
    pub mend: String,
}

impl Problem {
    pub(crate) fn new(says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { says: says.into(), mend: mend.into() }
    }
}

/// The longest name of a person, team, site or authority, in characters.
pub const LONGEST_NAME: usize = 120;

/// The form by which two spellings of a team, a site or an authority are one: case and spaces aside.
#[must_use]
pub fn fold(name: &str) -> String {
    one_line(name).to_lowercase()
}

/// Text in lower case with no accents or strokes, to sort by or to make an e-mail address of.
pub(crate) fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let letters = letters.map(|c| match c {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        other => other,
    });
    letters.collect()
}

#[cfg(test)]
mod tests;
