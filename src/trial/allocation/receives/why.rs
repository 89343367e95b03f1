//! Why nothing is owed to somebody, and what stops everything until somebody has looked at it.

/// Why nothing is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    OtherArm,
    Left,
    OptedOut,
    /// The site where they worked when the list was drawn has withdrawn from the trial.
    SiteWithdrew,
    PracticeList,
    NotInTrial,
}

impl Reason {
    /// The word for the record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OtherArm => "other_arm",
            Self::Left => "left",
            Self::OptedOut => "opted_out",
            Self::SiteWithdrew => "site_withdrew",
            Self::PracticeList => "practice_list",
            Self::NotInTrial => "not_in_trial",
        }
    }
}

/// A fault that somebody has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    pub kind: &'static str,
    /// The list or the person.
    pub subject: String,
    pub why: String,
}

impl Alarm {
    pub(super) fn new(kind: &'static str, subject: &str, why: impl Into<String>) -> Self {
        Self { kind, subject: subject.to_owned(), why: why.into() }
    }
}
