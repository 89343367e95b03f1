//! What a mail that came turned out to be.

use crate::floor::clock::Moment;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// One or more answers to diary entries, each once however often the mail repeats it.
    Answers(Vec<Answered>),
    /// A mail of ours came back.
    Bounce(Bounce),
    /// A machine wrote it: an absence note, a receipt. It never says anything for the person.
    Automatic,
    /// Somebody wrote something else.
    Other,
    Unreadable,
}

/// What a diary says in its owner's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub uid: String,
    /// Of the invitation that was answered; 0 when the answer does not say.
    pub sequence: i32,
    /// DTSTAMP, UTC.
    pub stamped: Option<Moment>,
    /// Who answers, in small letters; some programs leave it out.
    pub attendee: Option<String>,
    /// Where the answer says that it belongs. Microsoft leaves it out.
    pub organiser: Option<String>,
    pub said: Said,
    /// The person's own note.
    pub comment: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Accepted,
    Declined,
    Tentative,
    /// Another time, UTC.
    Proposed {
        starts: Moment,
        ends: Moment,
    },
}

impl Said {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Tentative => "tentative",
            Self::Proposed { .. } => "proposed",
        }
    }
}

/// A report that a mail was not delivered, or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// `5.1.1` (RFC 3463).
    pub status: String,
    /// What the mail host said, without addresses.
    pub diagnostic: String,
}
