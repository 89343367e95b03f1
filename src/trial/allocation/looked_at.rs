//! A list looked at by one of its trial's interventions: who is served is then who gets that one. It bears the same seal by whichever.

use super::{
    stored::{List, Whole},
    trial::Trial,
};
use crate::floor::{db::Conn, error::Result};

impl List {
    /// The live list of a trial, looked at as the trial is.
    pub fn live_of(conn: &mut Conn, trial: &Trial) -> Result<Option<Self>> {
        Ok(Self::live(conn, &trial.id)?.and_then(|list| list.by(&trial.intervention)))
    }

    /// The list by one of its trial's interventions; `None` where the trial does not name it.
    #[must_use]
    pub fn by(self, intervention: &str) -> Option<Self> {
        let part = self.trial.by(intervention)?;
        Some(self.looked_at_by(part))
    }

    fn looked_at_by(mut self, part: Trial) -> Self {
        self.header.scheme = part.scheme.clone();
        self.trial = part;
        self
    }
}

impl Whole {
    /// The list by one of its trial's interventions; `None` where the trial does not name it.
    #[must_use]
    pub fn by(self, intervention: &str) -> Option<Self> {
        Some(Self { list: self.list.by(intervention)?, ..self })
    }

    /// The list looked at as a part of its trial is.
    #[must_use]
    pub fn looked_at_by(self, part: &Trial) -> Self {
        Self { list: self.list.looked_at_by(part.clone()), ..self }
    }
}
