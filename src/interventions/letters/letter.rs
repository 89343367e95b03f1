//! One letter as plain words, and the wording a whole round shares. Nothing here knows a database or a page.

use chrono::NaiveDate;

pub use crate::trial::roster::person::{LetterFormat as Format, LetterLanguage as Language};

/// What differs from letter to letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The name, then the address, postcode last: three to seven lines in all, in the order they are printed.
    pub recipient: Vec<String>,
    /// Printed on the letter, and the date inside the file.
    pub date: NaiveDate,
    /// The name in the greeting, the one the person goes by.
    pub salutation: String,
    /// The manager's two lines.
    pub lines: [String; 2],
    pub format: Format,
    /// A place in the pack, printed small at the foot for whoever fills the envelopes; no name belongs here.
    pub place: Option<String>,
}

/// Names and addresses stay out of logs, so nothing of the person shows here.
impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("date", &self.date).field("place", &self.place).finish_non_exhaustive()
    }
}

/// What every letter of a round says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Wording {
    pub language: Language,
    /// What a reader's window calls the letter, such as `A letter of thanks`. The same for everyone.
    pub title: String,
    /// The authority, across the top as on its paper.
    pub authority: String,
    /// The sender's department, address and telephone, a line each, in the right-hand column.
    pub sender: Vec<String>,
    /// With `{name}` where the name goes, such as `Dear {name},`.
    pub greeting: String,
    /// Paragraphs before the manager's two lines.
    pub opening: Vec<String>,
    /// Paragraphs after them.
    pub closing: Vec<String>,
    /// Such as `With thanks,`.
    pub sign_off: String,
    /// The senior leader's name and title, printed under the signature.
    pub signatory: String,
    pub signatory_title: String,
}
