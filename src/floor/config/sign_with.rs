//! The ways to sign a letter that settings may open.

use serde::{Deserialize, Serialize};

/// A way to sign a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SignWith {
    /// A name, set in a script face.
    Typed,
    /// Drawn on the screen with a finger, a pen or a mouse.
    Drawn,
    /// A picture of a signature on paper.
    Uploaded,
    /// On the letter itself, which is printed first.
    Pen,
}

impl SignWith {
    /// As the database, a form and the settings write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Drawn => "drawn",
            Self::Uploaded => "uploaded",
            Self::Pen => "pen",
        }
    }
}
