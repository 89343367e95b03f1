//! What is asked of a trial before it begins, each with how its form is read and how its answer is said.

use serde_json::Value;

use super::{asked::Asked, outcomes::Outcomes, spill_over::Looked, windows::Windows};
use crate::{
    floor::{error::Result, web::Form},
    trial::allocation::trial::Trial,
};

/// One thing to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    Windows,
    Outcomes,
    Asked,
    SpillOver,
}

impl Question {
    pub const ALL: [Self; 4] = [Self::Windows, Self::Outcomes, Self::Asked, Self::SpillOver];

    /// The word that is stored, and that stands in the page's address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::Outcomes => "outcomes",
            Self::Asked => "asked",
            Self::SpillOver => "spill-over",
        }
    }

    /// For people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Windows => "Windows",
            Self::Outcomes => "Outcomes",
            Self::Asked => "What each arm is asked",
            Self::SpillOver => "Spill-over looked at",
        }
    }

    /// The page on which it is answered, below that of the trial.
    #[must_use]
    pub const fn page(self) -> &'static str {
        match self {
            Self::Windows => "/set-up/windows",
            Self::Outcomes => "/set-up/outcomes",
            Self::Asked => "/set-up/asked",
            Self::SpillOver => "/set-up/spill-over",
        }
    }

    /// What is said while there is no answer, as the start of a sentence.
    #[must_use]
    pub const fn missing(self) -> &'static str {
        match self {
            Self::Windows => {
                "Nobody has said when people come in, when it is delivered and until when they are followed"
            }
            Self::Outcomes => "Nobody has said which outcome is the primary one",
            Self::Asked => "Nobody has said what each arm is asked",
            Self::SpillOver => "Nobody has looked at where arms would meet",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.name() == name)
    }

    /// Whether an analysis of arms rests on it, so that a list that compares arms is not locked without it.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        !matches!(self, Self::SpillOver)
    }

    /// Reads its form into what is kept.
    ///
    /// # Errors
    /// A complaint for each field that is not as it should be.
    pub fn parse(self, form: &Form, trial: &Trial) -> Result<Value> {
        Ok(match self {
            Self::Windows => serde_json::to_value(Windows::parse(form)?)?,
            Self::Outcomes => serde_json::to_value(Outcomes::parse(form)?)?,
            Self::Asked => serde_json::to_value(Asked::parse(form, trial)?)?,
            Self::SpillOver => serde_json::to_value(Looked::parse(form)?)?,
        })
    }

    /// What was answered, a sentence each.
    ///
    /// # Errors
    /// `Broken`, for what [`Self::parse`] did not write.
    pub fn says(self, answer: &Value) -> Result<Vec<String>> {
        let answer = answer.clone();
        Ok(match self {
            Self::Windows => serde_json::from_value::<Windows>(answer)?.says(),
            Self::Outcomes => serde_json::from_value::<Outcomes>(answer)?.says(),
            Self::Asked => serde_json::from_value::<Asked>(answer)?.says(),
            Self::SpillOver => serde_json::from_value::<Looked>(answer)?.says(),
        })
    }
}
