//! What the carrier says of one letter. It never says that a letter reached anybody, so neither do we.

/// A status, as its API spells it. What we have never heard of counts as on its way, and is asked about again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It lies there and waits for the virus scan.
    PendingVirusCheck,
    /// It passed the checks and waits for the printer, or is with the printer.
    Accepted,
    /// Printed and posted.
    Received,
    VirusScanFailed,
    /// The PDF broke a rule; which one, only Notify's own pages tell.
    ValidationFailed,
    /// Somebody stopped it in Notify's own pages.
    Cancelled,
    /// Notify's staff mend it. Sent again, it may be printed twice.
    TechnicalFailure,
    /// The printer cannot print it.
    PermanentFailure,
    Unknown,
}

impl Status {
    const ALL: [Self; 9] = [
        Self::PendingVirusCheck,
        Self::Accepted,
        Self::Received,
        Self::VirusScanFailed,
        Self::ValidationFailed,
        Self::Cancelled,
        Self::TechnicalFailure,
        Self::PermanentFailure,
        Self::Unknown,
    ];

    /// The carrier's word, which the database keeps too.
    pub fn name(self) -> &'static str {
        match self {
            Self::PendingVirusCheck => "pending-virus-check",
            Self::Accepted => "accepted",
            Self::Received => "received",
            Self::VirusScanFailed => "virus-scan-failed",
            Self::ValidationFailed => "validation-failed",
            Self::Cancelled => "cancelled",
            Self::TechnicalFailure => "technical-failure",
            Self::PermanentFailure => "permanent-failure",
            Self::Unknown => "unknown",
        }
    }

    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|status| status.name() == word).unwrap_or(Self::Unknown)
    }
}
