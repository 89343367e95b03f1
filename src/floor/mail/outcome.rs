//! What a mail's job came to.

use crate::floor::{clock::Moment, jobs::Ending};

/// How a mail left, or why it did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Sent,
    /// The address does not take mail, with the code or status; trying again would not help.
    Refused(String),
    /// Not now, for no fault of the job's: the host or the domain has no room or is unwell, or mail is paused.
    Waits(Moment),
    /// What it is about has passed.
    TooLate,
}

impl Outcome {
    /// What it is to the job that sent it: a refused address is an ending of its own, not stuck.
    pub fn ending(self) -> Ending {
        match self {
            Self::Sent => Ending::Done,
            Self::Refused(code) => Ending::NotNeeded(format!("bounced: the mail host refused the address ({code})")),
            Self::Waits(moment) => Ending::NotBefore(moment),
            Self::TooLate => Ending::NotNeeded("too late: what it is about has passed".into()),
        }
    }
}
