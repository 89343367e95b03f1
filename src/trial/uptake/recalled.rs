//! What somebody answered when asked whether they recall getting a letter.

use crate::trial::roster::person::{Problem, fold};

/// An answer. Two thirds of those asked in an earlier trial said no or were not sure, so both are answers of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Recalled {
    Yes,
    No,
    NotSure,
}

impl Recalled {
    /// The word on record.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotSure => "not_sure",
        }
    }

    /// # Errors
    /// Names the answers there are.
    pub fn parse(given: &str) -> Result<Self, Problem> {
        match fold(&given.replace(['-', '_'], " ")).as_str() {
            "yes" | "y" => Ok(Self::Yes),
            "no" | "n" => Ok(Self::No),
            "not sure" | "unsure" | "don't know" => Ok(Self::NotSure),
            _ => Err(Problem::new("This is not an answer.", "Write 'yes', 'no' or 'not sure'.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_reads_back_however_it_is_written() {
        for answer in [Recalled::Yes, Recalled::No, Recalled::NotSure] {
            assert_eq!(Recalled::parse(&answer.name().to_uppercase()), Ok(answer));
        }
        assert_eq!(Recalled::parse(" Not  sure "), Ok(Recalled::NotSure));
        assert!(Recalled::parse("").is_err() && Recalled::parse("perhaps").is_err());
    }
}
