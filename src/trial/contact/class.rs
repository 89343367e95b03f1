//! Classes of message. What is owed to somebody depends on the class, and on nothing else about the message.

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A sign-in key.
    Account,
    /// A diary entry taken back, or word that somebody is left out: owed to whoever has left, too.
    Withdrawal,
    /// Word of what somebody just did themselves, such as an entry that they moved: to whoever receives it.
    Answer,
    /// A question, such as whether something reached them: to whoever is in the trial, whatever their arm.
    Ask,
    /// The intervention itself: to whoever receives it.
    Service,
}

impl Class {
    /// As the database writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Withdrawal => "withdrawal",
            Self::Answer => "answer",
            Self::Ask => "ask",
            Self::Service => "service",
        }
    }

    /// Whether it is sent whatever somebody chose, at any hour, beside any budget.
    #[must_use]
    pub const fn always(self) -> bool {
        matches!(self, Self::Account | Self::Withdrawal | Self::Answer)
    }
}
