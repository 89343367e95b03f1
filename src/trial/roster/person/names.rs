//! A person's names, as a letter greets and addresses them.

use crate::floor::one_line::one_line;
use std::fmt;

use super::{LONGEST_NAME, Problem, plain};
use crate::trial::roster::address;

/// Given, preferred and family name. Each can stand at the top of a letter and begins an address that can be posted.
/// They do not print themselves into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Names {
    given: String,
    preferred: Option<String>,
    family: String,
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Names(…)")
    }
}

impl Names {
    /// `given` and `family` come from [`Names::part`], as does `preferred` where there is one.
    #[must_use]
    pub fn new(given: String, preferred: Option<String>, family: String) -> Self {
        Self { given, preferred, family }
    }

    /// One name, tidied.
    ///
    /// # Errors
    /// Says what is wrong: empty, too long, a letter lost on the way, or nothing that an envelope can bear.
    pub fn part(text: &str) -> Result<String, Problem> {
        let name = one_line(text);
        if name.is_empty() {
            return Err(Problem::new("There is no name.", "Give the name as the person writes it."));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Problem::new(
                format!("The name is longer than {LONGEST_NAME} characters."),
                "Look whether another column has slipped into this one.",
            ));
        }
        if name.contains(['?', '\u{fffd}']) {
            return Err(Problem::new(
                "A letter of the name was lost when the file was saved.",
                "Save the sheet as 'CSV UTF-8', which keeps every letter.",
            ));
        }
        address::check_name(&name).map_err(|fault| Problem::new(fault.to_string(), fault.mend()))?;
        Ok(name)
    }

    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    #[must_use]
    pub fn preferred(&self) -> Option<&str> {
        self.preferred.as_deref()
    }

    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// What colleagues say: the preferred first name, or the given one.
    #[must_use]
    pub fn known_as(&self) -> &str {
        self.preferred.as_deref().unwrap_or(&self.given)
    }

    /// First and family name, as a page or an envelope shows them.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{} {}", self.known_as(), self.family)
    }

    /// A key to sort people by, as an index would: family name first, accents aside.
    #[must_use]
    pub fn in_index(&self) -> String {
        format!("{} {}", plain(&self.family), plain(self.known_as()))
    }
}
