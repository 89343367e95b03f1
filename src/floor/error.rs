//! The one error: each arm says whom it is for, and a cause remembers where it was born.

use std::{fmt, panic::Location};

use diesel::result::{DatabaseErrorKind, Error as DieselError};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, sorted by who can mend it. A page and a job each read the same arm in their own way.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person can mend it: the form comes back with what was typed.
    #[error("{0}")]
    Invalid(Complaints),
    /// The wrong role, or no right to this one.
    #[error("{0}")]
    NotAllowed(String),
    /// Not here, or not theirs to see.
    #[error("{0} was not found")]
    Missing(&'static str),
    /// The world moved on between the page and the press.
    #[error("{0}")]
    TooLate(String),
    /// The mail host, disk or database is unwell; trying again may help.
    #[error("not now: {0}")]
    Later(Cause),
    /// Our mistake.
    #[error("broken: {0}")]
    Broken(Cause),
}

impl Error {
    /// One complaint about one field.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(Complaints::of(field, message))
    }

    #[track_caller]
    pub fn broken(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(Cause::new(cause))
    }

    #[track_caller]
    pub fn later(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Later(Cause::new(cause))
    }

    /// Whether trying the same thing again could end otherwise.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Later(_) | Self::Broken(_))
    }
}

/// What a person has to mend, in the order of the form.
#[derive(Debug, Default, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Complaints(Vec<Complaint>);

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Complaint {
    /// The name of the form field, or empty for the whole form.
    pub field: String,
    /// A sentence that says what is wrong and how to mend it.
    pub message: String,
}

impl Complaints {
    pub fn of(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut complaints = Self::default();
        complaints.add(field, message);
        complaints
    }

    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(Complaint { field: field.into(), message: message.into() });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Complaint> {
        self.0.iter()
    }

    /// `Ok(value)` when there is nothing to complain of.
    pub fn or<T>(self, value: T) -> Result<T> {
        if self.is_empty() { Ok(value) } else { Err(Error::Invalid(self)) }
    }
}

impl fmt::Display for Complaints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, complaint) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            f.write_str(&complaint.message)?;
        }
        Ok(())
    }
}

/// An inner error and the line of ours that met it. For logs; never shown to a person.
pub struct Cause {
    source: Box<dyn std::error::Error + Send + Sync>,
    born: &'static Location<'static>,
}

impl Cause {
    #[track_caller]
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into(), born: Location::caller() }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at {}:{})", self.source, self.born.file(), self.born.line())
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<DieselError> for Error {
    #[track_caller]
    fn from(error: DieselError) -> Self {
        let passing = match &error {
            DieselError::DatabaseError(kind, info) => {
                matches!(kind, DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::ClosedConnection)
                    || info.message().contains("database is locked")
                    || info.message().contains("deadlock detected")
                    // SQLite's words and PostgreSQL's.
                    || info.message().contains("disk is full")
                    || info.message().contains("No space left on device")
            }
            DieselError::BrokenTransactionManager => true,
            _ => false,
        };
        if passing { Self::later(error) } else { Self::broken(error) }
    }
}

macro_rules! broken_from {
    ($($source:ty),* $(,)?) => { $(
        impl From<$source> for Error {
            #[track_caller]
            fn from(error: $source) -> Self {
                Self::broken(error)
            }
        }
    )* };
}

macro_rules! later_from {
    ($($source:ty),* $(,)?) => { $(
        impl From<$source> for Error {
            #[track_caller]
            fn from(error: $source) -> Self {
                Self::later(error)
            }
        }
    )* };
}

broken_from!(serde_json::Error, tera::Error, std::string::FromUtf8Error, tokio::task::JoinError);
later_from!(std::io::Error, object_store::Error, diesel::r2d2::PoolError);
