//! What each arm of a trial is asked: which surveys or instruments, or nothing, in a researcher's words. Surveys themselves are asked of
//! everyone alike; this says what was meant, arm by arm, and so tells whoever reads it nothing of who is in which.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    floor::{
        error::{Complaints, Result},
        web::Form,
    },
    trial::allocation::trial::Trial,
};

/// The longest text of one arm, in characters.
const LONGEST: usize = 500;

/// What one arm is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfArm {
    pub arm: String,
    pub words: String,
}

/// Every arm of a trial, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked(pub Vec<OfArm>);

impl Asked {
    /// Reads a form's `asked_N`, N from 1, in the order of the trial's arms.
    ///
    /// # Errors
    /// A complaint for each arm of which nothing is said.
    pub fn parse(form: &Form, trial: &Trial) -> Result<Self> {
        let mut complaints = Complaints::default();
        let mut all = Vec::new();
        for (n, arm) in (1..).zip(trial.scheme.arms()) {
            let field = format!("asked_{n}");
            let words = form.line(&field);
            if words.is_empty() {
                complaints
                    .add(field, format!("Say what the arm ‘{}’ is asked. If nothing, write ‘nothing’.", arm.name));
            } else if words.chars().count() > LONGEST {
                complaints.add(field, format!("Keep it to {LONGEST} letters."));
            }
            all.push(OfArm { arm: arm.name.clone(), words });
        }
        complaints.or(Self(all))
    }

    /// Whether what is kept is said of the arms that a trial has.
    #[must_use]
    pub fn fits(kept: &Value, trial: &Trial) -> bool {
        let arms = trial.scheme.arms().iter().map(|arm| arm.name.as_str());
        let asked = serde_json::from_value::<Self>(kept.clone());
        asked.is_ok_and(|asked| asked.0.iter().map(|one| one.arm.as_str()).eq(arms))
    }

    /// In words, an arm each.
    #[must_use]
    pub fn says(&self) -> Vec<String> {
        self.0.iter().map(|one| format!("{}: {}", one.arm, one.words)).collect()
    }
}
