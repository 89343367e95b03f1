//! A work e-mail address, which is also how a manager or leader signs in.

use std::fmt;

use super::Problem;

/// An address in lower case, so that one mailbox is one account. It does not print itself into a log.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorkEmail(String);

impl WorkEmail {
    /// # Errors
    /// Says that this is no address to which mail can be sent.
    pub fn parse(given: &str) -> Result<Self, Problem> {
        let text = given.to_lowercase();
        let parsed = text.parse::<lettre::Address>().ok();
        let whole = parsed.filter(|address| address.domain().contains('.') && text.is_ascii());
        match whole {
            Some(_) => Ok(Self(text)),
            None => Err(Problem::new(
                "This is not an e-mail address.",
                "Give one address, like ann.jones@council.gov.uk, with nothing before or after it.",
            )),
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for WorkEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WorkEmail(…)")
    }
}
