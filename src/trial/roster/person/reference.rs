//! The number or code by which an authority's own records know a person. Unique within the authority only.

use crate::floor::one_line::one_line;
use std::fmt;

use super::Problem;

const LONGEST: usize = 40;

/// A staff reference in upper case, so that `ab12` and `AB12` are one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StaffReference(String);

impl StaffReference {
    /// # Errors
    /// Says what is wrong: empty, too long, or a number that the spreadsheet has shortened.
    pub fn parse(given: &str) -> Result<Self, Problem> {
        let text = one_line(given).to_uppercase();
        if text.is_empty() {
            return Err(Problem::new("There is no staff reference.", "Give the reference that your own records use."));
        }
        if text.chars().count() > LONGEST {
            return Err(Problem::new(
                format!("The staff reference is longer than {LONGEST} characters."),
                "Look whether another column has slipped into this one.",
            ));
        }
        if is_shortened(&text) {
            return Err(Problem::new(
                "The spreadsheet has shortened a long number, and its last figures are lost.",
                "Set the column to 'Text' in the spreadsheet, and enter the number again.",
            ));
        }
        Ok(Self(text))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StaffReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `1.23457E+11`, as a spreadsheet writes a number that is wider than its column.
fn is_shortened(text: &str) -> bool {
    text.split_once("E+").is_some_and(|(digits, power)| {
        digits.contains('.')
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
            && power.chars().all(|c| c.is_ascii_digit())
    })
}
