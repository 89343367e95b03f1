//! Who may set people and their trial ids side by side: a researcher whose role reaches the trial, or whoever has the machine.

use crate::{
    floor::{
        db::Conn,
        error::{Error, Result},
        web::Visitor,
    },
    trial::allocation::{
        pages::{RESEARCH, reaches},
        trial::Trial,
    },
};

/// Whoever may, once that was seen to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joiner(String);

impl Joiner {
    /// # Errors
    /// `NotAllowed`, where the visitor is no researcher of this trial.
    pub fn visitor(conn: &mut Conn, visitor: &Visitor, trial: &Trial) -> Result<Self> {
        if reaches(conn, visitor, RESEARCH, trial)? {
            return Ok(Self(visitor.account_id.clone()));
        }
        Err(Error::NotAllowed("This is set side by side with people by a researcher of the trial alone.".into()))
    }

    /// Whoever has the database and its keys on the machine itself; by the account that they name, where they name one.
    #[must_use]
    pub fn command_line(account_id: &str) -> Self {
        Self(if account_id.is_empty() { "command line" } else { account_id }.to_owned())
    }

    /// As the audit log names them.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.0
    }
}
