//! What a rule can measure: a step of the trial's funnel, as a share of everyone it was meant for or of those at the step before. Never
//! an arm by itself: all that are served are counted together.

use super::rule::Rule;
use crate::{
    floor::error::{Error, Result},
    trial::{
        allocation::trial::Trial,
        uptake::{
            funnel::Funnel,
            gather::funnel_of_nobody,
            together::{Line, lines},
        },
    },
};

/// Whom a share is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareOf {
    /// The figure's own denominator.
    Whole,
    StepBefore,
}

impl ShareOf {
    /// The word that is stored and sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::StepBefore => "step_before",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Whole, Self::StepBefore].into_iter().find(|of| of.name() == name)
    }
}

/// One step as a share of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The key of the figure.
    pub key: &'static str,
    pub share_of: ShareOf,
    /// What is counted, such as 'Began the course'.
    pub what: String,
    /// Whom it is a share of, after 'of'.
    pub whom: String,
    /// How many came so far, and of how many.
    pub count: usize,
    pub whole: usize,
}

impl Measure {
    /// As a form sends it.
    #[must_use]
    pub fn value(&self) -> String {
        format!("{}/{}", self.key, self.share_of.name())
    }

    /// Whether fewer than so many in a hundred came so far. Of nobody, fewer than any did.
    #[must_use]
    pub const fn is_under(&self, percent: usize) -> bool {
        self.count * 100 < self.whole * percent || self.whole == 0
    }
}

/// Everything that can be measured of a funnel, in the order of its road.
#[must_use]
pub fn measures(intervention: &str, funnel: &Funnel) -> Vec<Measure> {
    // The first step is the draw itself, and says nothing of what came of it.
    lines(intervention, funnel).iter().skip(1).flat_map(of_line).collect()
}

fn of_line(line: &Line) -> impl Iterator<Item = Measure> + use<> {
    let whole = Measure {
        key: line.key,
        share_of: ShareOf::Whole,
        what: line.label.clone(),
        whom: line.of.words().to_owned(),
        count: line.count,
        whole: line.whole,
    };
    let before = line.before.as_ref().map(|(label, count)| Measure {
        share_of: ShareOf::StepBefore,
        whom: format!("those at ‘{label}’"),
        whole: *count,
        ..whole.clone()
    });
    std::iter::once(whole).chain(before)
}

/// What can be measured in a trial, whatever came of it so far: each of nobody.
#[must_use]
pub fn known(trial: &Trial) -> Vec<Measure> {
    let of_one = |intervention: &str| measures(intervention, &funnel_of_nobody(intervention));
    trial.interventions.iter().flat_map(of_one).collect()
}

/// The trial looked at by the intervention whose step a rule measures. No two of them have a step of one name.
///
/// # Errors
/// `Broken`, where none has it.
pub fn part_of(trial: &Trial, rule: &Rule) -> Result<Trial> {
    let has_it = |part: &Trial| {
        measures(&part.intervention, &funnel_of_nobody(&part.intervention)).iter().any(|one| one.key == rule.measure)
    };
    let found = trial.parts().into_iter().find(has_it);
    found.ok_or_else(|| Error::broken(format!("no step is called {}", rule.measure)))
}

/// The one that a rule is of.
///
/// # Errors
/// `Broken`, where there is none.
pub fn measure_of(all: &[Measure], rule: &Rule) -> Result<Measure> {
    let found = all.iter().find(|measure| measure.key == rule.measure && measure.share_of == rule.share_of);
    found.cloned().ok_or_else(|| Error::broken(format!("no step is called {}", rule.measure)))
}
