//! What can be said of one thing more than once.

use crate::trial::uptake::event::Event;

/// What can be said more than once, of which the last counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Where a letter stands.
    Letter,
    /// Why none is owed any more.
    NotOwed,
    /// Whether the manager agreed to a half hour.
    Time,
    /// That a first message came back.
    SentBack,
    /// What reached them, as they said when asked.
    Recall,
    /// Whether they recall a letter.
    LetterRecall,
    /// How a place in a Round stands.
    Place,
    /// Whether they came to a Round.
    Attendance,
}

impl Question {
    pub(super) fn of(event: Event, detail: &str) -> Option<Self> {
        match event {
            Event::LetterComposed
            | Event::LetterReady
            | Event::LetterHeld
            | Event::LetterSigned
            | Event::LetterPrinted
            | Event::LetterPosted => Some(Self::Letter),
            Event::LetterNotOwed => Some(Self::NotOwed),
            Event::TimeAgreed | Event::TimeDeclined => Some(Self::Time),
            Event::GoalsBounced if detail == "welcome" => Some(Self::SentBack),
            Event::RecallAnswered => Some(Self::Recall),
            Event::LetterRecalled => Some(Self::LetterRecall),
            Event::RoundBooked
            | Event::RoundWaiting
            | Event::RoundOffered
            | Event::RoundDeclined
            | Event::RoundApologised
            | Event::RoundExpired
            | Event::RoundLeft
            | Event::RoundSetAside
            | Event::RoundBroughtBack => Some(Self::Place),
            Event::RoundAttended | Event::RoundNotAttended => Some(Self::Attendance),
            _ => None,
        }
    }

    /// Whether the words of an answer are counted, and not only that it was given.
    pub(super) const fn has_words(self) -> bool {
        matches!(self, Self::NotOwed | Self::Recall | Self::LetterRecall)
    }
}
