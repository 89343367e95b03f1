//! What a mail host answered about one mail, without its own words, since they often repeat the address.

use super::status::{self, Meaning};

type Fault = lettre::transport::smtp::Error;

/// How far the talk about a mail had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before any mail: the line, the greeting, the sign-in.
    Line,
    Sender,
    Recipient,
    Message,
}

/// What became of a mail that was offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Taken,
    /// Not this address; whether anything may be sent to it again. With the code and status.
    Bounced {
        said: String,
        dead: bool,
    },
    /// This domain takes none of our mail.
    Policy {
        said: String,
    },
    /// This mail, or we ourselves, for good.
    Refused {
        said: String,
    },
    /// Not now. `unwell`: the receiving domain's 421 or 451.
    Later {
        said: String,
        unwell: bool,
    },
    /// There was no time for it; nothing was tried.
    Untried,
}

impl Answer {
    pub fn later(said: impl Into<String>) -> Self {
        Self::Later { said: said.into(), unwell: false }
    }

    /// Reads a fault by the stage it came at.
    pub fn of(fault: &Fault, stage: Stage) -> Self {
        let Some(code) = fault.status().map(|code| code.to_string()) else {
            return Self::later(match fault {
                fault if fault.is_client() => "The mail host cannot do what was asked of it.",
                _ => "The line to the mail host broke.",
            });
        };
        let told = fault.to_string();
        let status = status::found_in(&told);
        let said = status.map_or_else(|| code.clone(), |status| format!("{code} {status}"));
        let about_them = matches!(stage, Stage::Recipient | Stage::Message);
        if stage == Stage::Line || fault.is_transient() {
            let unwell = about_them && matches!(code.as_str(), "421" | "451");
            return Self::Later { said: format!("The mail host said {said}."), unwell };
        }
        // Without a status, only these codes, said of the recipient, are about the address.
        let bare = stage == Stage::Recipient && matches!(code.as_str(), "550" | "551" | "553");
        match status.and_then(status::meaning) {
            Some(Meaning::Policy) if about_them => Self::Policy { said },
            Some(Meaning::Hard) if about_them => Self::Bounced { said, dead: true },
            Some(Meaning::Soft) if about_them => Self::Bounced { said, dead: false },
            None if bare => Self::Bounced { said, dead: true },
            _ => Self::Refused { said },
        }
    }
}
