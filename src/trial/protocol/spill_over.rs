//! That somebody looked at where arms would meet, and what follows from it.

use serde::{Deserialize, Serialize};

use crate::floor::{
    error::{Error, Result},
    web::Form,
};

/// The longest text, in characters.
const LONGEST: usize = 500;

/// What follows from the look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked(pub String);

impl Looked {
    /// Reads a form's `follows`.
    ///
    /// # Errors
    /// `Invalid`, for nothing or too much.
    pub fn parse(form: &Form) -> Result<Self> {
        let words = form.line("follows");
        if words.is_empty() || words.chars().count() > LONGEST {
            let says = format!("Say what follows from it, in up to {LONGEST} letters. If nothing, say why.");
            return Err(Error::invalid("follows", says));
        }
        Ok(Self(words))
    }

    /// In words.
    #[must_use]
    pub fn says(&self) -> Vec<String> {
        vec![self.0.clone()]
    }
}
