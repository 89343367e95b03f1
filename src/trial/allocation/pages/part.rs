//! By which of its interventions a page or a file looks at a trial of several. A trial of one has no such choice, and its pages none of
//! its links.

use serde::{Deserialize, Serialize};

use crate::{
    floor::error::{Error, Result},
    trial::allocation::trial::Trial,
};

/// `?of=goals`; the first of them, where none is named.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Of {
    #[serde(default)]
    of: String,
}

impl Of {
    /// One that was named on a command line.
    #[must_use]
    pub fn named(of: Option<&str>) -> Self {
        Self { of: of.unwrap_or_default().to_owned() }
    }

    /// The trial looked at by it.
    ///
    /// # Errors
    /// `Missing`, where the trial does not name it.
    pub fn look_at(&self, trial: &Trial) -> Result<Trial> {
        if self.of.is_empty() {
            return Ok(trial.clone());
        }
        trial.by(&self.of).ok_or(Error::Missing("That part of the trial"))
    }
}

/// For `<trial.parts>`, and for the links to files: what a trial of several is of, and by what it is looked at.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Parts {
    /// By what it is looked at, and the others; '' and none of a trial of one.
    here: String,
    others: Vec<String>,
    /// What stands after the address of a file: '?of=goals', or nothing.
    query: String,
}

impl Parts {
    #[must_use]
    pub fn of(trial: &Trial) -> Self {
        if !trial.interventions.are_several() {
            return Self::default();
        }
        let here = trial.intervention.clone();
        let others = trial.interventions.iter().filter(|other| *other != here).map(str::to_owned).collect();
        Self { others, query: query(trial), here }
    }
}

/// What stands after the address of a page or a file of this part of a trial; '' of a trial of one.
#[must_use]
pub fn query(trial: &Trial) -> String {
    if trial.interventions.are_several() { format!("?of={}", trial.intervention) } else { String::new() }
}
