//! From what came of each person to figures. Each figure names whom it is a share of, and the sums that have to hold are checked
//! rather than made to hold: what happened to somebody who was never asked, or never allocated, shows as a sum that does not.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    event::{Denominator, Event},
    so_far::{Ever, SoFar},
};

mod goals;
mod letters;
mod recall;
mod rounds;
mod tokens;

pub use goals::Goals;
pub use letters::Letters;
pub use recall::Answers;
pub use rounds::Rounds;
pub use tokens::{Building, Buildings};

/// Counts one person after another, each once.
pub trait Counting {
    /// `ever` is what ever happened to them, whatever the place.
    fn take(&mut self, person: &str, so_far: &SoFar, ever: Ever);

    /// What they come to.
    fn funnel(self: Box<Self>) -> Funnel;
}

/// Who is in a trial, by the ids that events carry, as frozen when the list was drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members {
    pub in_trial: BTreeSet<String>,
    /// Those of them whose arm is served.
    pub receiving: BTreeSet<String>,
}

/// A count, and whom it is a share of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub key: &'static str,
    pub label: String,
    pub count: usize,
    pub of: Denominator,
    /// How many `of` are. 0 for a plain count.
    pub whole: usize,
    /// The key of the figure that this one follows, where one thing happens after another.
    pub after: Option<&'static str>,
    /// What an earlier trial came to, on the same denominator.
    pub to_beat: Option<ToBeat>,
}

/// A share that was reached before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ToBeat {
    /// From 0 to 1.
    pub share: f64,
    /// With where it is from.
    pub says: &'static str,
}

impl Eq for ToBeat {}

/// A sum that has to hold, and whether it does.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    pub says: Cow<'static, str>,
    pub left: usize,
    pub right: usize,
    pub holds: bool,
}

/// A trial's figures, in the order in which they read, with its checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    pub figures: Vec<Figure>,
    /// People allocated to a letter to whom none is owed any more, by reason.
    pub not_owed: BTreeMap<String, usize>,
    pub checks: Vec<Check>,
}

/// Two figures that may not be set against each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{from}' is a share of {from_of} and '{to}' of {to_of}; a percentage across the two would mean nothing")]
pub struct Unlike {
    from: String,
    from_of: &'static str,
    to: String,
    to_of: &'static str,
}

/// A figure that follows on nothing yet.
fn figure(key: &'static str, label: &str, count: usize, of: Denominator, whole: usize) -> Figure {
    Figure { key, label: label.to_owned(), count, of, whole, after: None, to_beat: None }
}

fn check(says: &'static str, left: usize, right: usize) -> Check {
    Check { says: says.into(), left, right, holds: left == right }
}

impl Figure {
    /// Beside what was reached before.
    #[must_use]
    fn beside(self, to_beat: ToBeat) -> Self {
        Self { to_beat: Some(to_beat), ..self }
    }

    /// In its place among steps that follow one another.
    #[must_use]
    fn along(self, steps: &[&'static str]) -> Self {
        let before = steps.windows(2).find(|pair| pair[1] == self.key).map(|pair| pair[0]);
        Self { after: before, ..self }
    }

    /// Its share of its own denominator, from 0 to 1; `None` for a plain count, and of nobody.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.of != Denominator::None && self.whole > 0).then(|| self.count as f64 / self.whole as f64)
    }

    /// This count over that of `from`, when both are shares of the same people.
    ///
    /// # Errors
    /// [`Unlike`], when they are not.
    pub fn step_from(&self, from: &Self) -> Result<Option<f64>, Unlike> {
        if self.of != from.of || self.of == Denominator::None {
            let (from_of, to_of) = (from.of.words(), self.of.words());
            return Err(Unlike { from: from.label.clone(), from_of, to: self.label.clone(), to_of });
        }
        Ok((from.count > 0).then(|| self.count as f64 / from.count as f64))
    }
}

impl Funnel {
    /// One figure by its key.
    #[must_use]
    pub fn figure(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.key == key)
    }

    /// The count of one figure; 0 when it is not in this funnel.
    #[must_use]
    pub fn count(&self, key: &str) -> usize {
        self.figure(key).map_or(0, |figure| figure.count)
    }

    /// The share of those at the step before who came to this one, where both are shares of the same people.
    #[must_use]
    pub fn step(&self, figure: &Figure) -> Option<f64> {
        let before = self.figure(figure.after?)?;
        figure.step_from(before).ok().flatten()
    }

    /// Whether every sum holds.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.checks.iter().all(|check| check.holds)
    }
}

/// What a record of events comes to.
#[cfg(test)]
pub(super) fn counted(mut counting: impl Counting, log: &[super::record::Seen]) -> Funnel {
    let all = super::roll_up::so_far_of(log);
    all.iter().for_each(|(person, so_far)| counting.take(person, so_far, Ever::of(so_far)));
    Box::new(counting).funnel()
}

#[cfg(test)]
mod tests;
