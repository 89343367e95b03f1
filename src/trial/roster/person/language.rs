//! The language in which a person reads a letter. In Wales Welsh is treated no less favourably than English, so people say
//! which they would like, and English stands where nobody said.

use super::{Problem, fold};

/// The language of a person's letters. As JSON it is its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum LetterLanguage {
    #[default]
    English,
    Welsh,
}

impl serde::Serialize for LetterLanguage {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl LetterLanguage {
    /// The name that files and pages use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Welsh => "Welsh",
        }
    }

    /// What the database holds.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
        }
    }

    /// What a document says of its language (BCP 47).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::Welsh => "cy-GB",
        }
    }

    /// A blank is English.
    ///
    /// # Errors
    /// Names the languages there are.
    pub fn parse(given: &str) -> Result<Self, Problem> {
        match fold(&given.replace('_', "-")).as_str() {
            "" | "english" | "saesneg" | "en" | "en-gb" => Ok(Self::English),
            "welsh" | "cymraeg" | "cy" | "cy-gb" => Ok(Self::Welsh),
            _ => Err(Problem::new(
                "This is not a language that letters come in.",
                "Use 'English' or 'Welsh', or leave it blank for English.",
            )),
        }
    }
}
