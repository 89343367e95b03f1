//! What an outcome came to by arm, and how the arms differ: numbers in, numbers out. No database, nobody's name, no verdict.
//!
//! Everybody is analysed in the arm that they were allocated to. Where people are the unit, arms are compared by Welch's t; where
//! teams or sites are, by what [`clusters`] holds, and where those are few also by drawing the list again ([`redrawn`]).

pub mod cace;
pub mod clusters;
pub mod redrawn;
pub mod spread;

pub use self::{
    cace::Cace,
    clusters::Clustering,
    spread::{Estimate, How, Interval},
};

use self::spread::{Point, mean, sd};
use crate::trial::uptake::hide::parts_shown;

/// Below this many clusters a cluster-robust interval is too narrow, and others stand in its place.
pub const FEW_CLUSTERS: usize = 40;

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Of [`Data::arms`], by its place there.
    pub arm: usize,
    /// Their unit, by its place in the sorted frame.
    pub cluster: usize,
    /// What the outcome came to; `None` where there is nothing on record.
    pub value: Option<f64>,
    /// Whether what the trial is of came to them, whatever their arm.
    pub had_it: bool,
}

/// One arm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arm {
    pub name: String,
    /// Whether it is served.
    pub served: bool,
}

/// One arm that is set against another, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub arm: usize,
    pub against: usize,
    /// Whether they differ in nothing but what the trial is looked at by. A difference has no other way to come about then.
    pub alike: bool,
}

/// One outcome of one trial.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Data {
    pub arms: Vec<Arm>,
    /// Which arms are set against which; where it is empty, each against the first that is not served.
    pub pairs: Vec<Pair>,
    /// Everybody on the list, in an order that repeats.
    pub people: Vec<Person>,
    /// Whether units are teams or sites.
    pub clustered: bool,
    /// How many have data and are in no arm, as who was taken off the list.
    pub others: usize,
}

/// Lists that could have been drawn as well: the arm of each unit by its place in the sorted frame. Where there are any, the list
/// that was drawn is the first or is among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    pub arms: Vec<Vec<u8>>,
    /// Whether they are the accepted lists of a constrained draw, and not the same draw from other seeds.
    pub accepted: bool,
}

/// The figures of an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    pub arms: Vec<OfArm>,
    pub contrasts: Vec<Contrast>,
}

/// One arm as allocated.
#[derive(Debug, Clone, PartialEq)]
pub struct OfArm {
    pub name: String,
    pub allocated: usize,
    /// Units.
    pub units: usize,
    /// `None` where those with data are fewer than the smallest group, or what is told of others would tell of these.
    pub figures: Option<Figures>,
}

/// What is told of an arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// People with data.
    pub n: usize,
    pub mean: f64,
    /// Of a sample (n - 1); `None` for one person.
    pub sd: Option<f64>,
    /// The share of those with data to whom the intervention came.
    pub had_it: f64,
}

/// One arm less another.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    pub arm: String,
    pub against: String,
    /// `None` where either is hidden.
    pub told: Option<Told>,
}

/// What is told of two arms.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Cohen's d: the difference in means over the pooled SD of people. `None` where nobody differs.
    pub standardised: Option<f64>,
    /// Intention to treat, the one to go by first.
    pub estimates: Vec<Estimate>,
    pub clustering: Option<Clustering>,
    pub cace: Cace,
}

/// Every figure; those of fewer than `smallest` people are left out, and whatever they could be worked out from: where one of two arms is
/// hidden so is the other, as all less one would be the other.
#[must_use]
pub fn analyse(data: &Data, lists: &Lists, smallest: usize) -> Analysis {
    let known = |arm| data.people.iter().filter(|person| person.arm == arm && person.value.is_some()).count();
    let sizes: Vec<usize> = (0..data.arms.len()).map(known).collect();
    let shown = parts_shown(&sizes, data.others, smallest);
    let arms: Vec<OfArm> = shown.into_iter().enumerate().map(|(arm, shown)| of_arm(data, arm, shown)).collect();
    let contrast = |pair: Pair| Contrast {
        arm: arms[pair.arm].name.clone(),
        against: arms[pair.against].name.clone(),
        told: (arms[pair.arm].figures.is_some() && arms[pair.against].figures.is_some())
            .then(|| told(data, lists, pair)),
    };
    Analysis { contrasts: pairs(data).into_iter().map(contrast).collect(), arms }
}

fn pairs(data: &Data) -> Vec<Pair> {
    if !data.pairs.is_empty() {
        return data.pairs.clone();
    }
    let against = data.arms.iter().position(|arm| !arm.served).unwrap_or_default();
    let others = (0..data.arms.len()).filter(|arm| *arm != against);
    others.map(|arm| Pair { arm, against, alike: true }).collect()
}

fn of_arm(data: &Data, arm: usize, shown: bool) -> OfArm {
    let mine: Vec<&Person> = data.people.iter().filter(|person| person.arm == arm).collect();
    let units: std::collections::BTreeSet<usize> = mine.iter().map(|person| person.cluster).collect();
    let known: Vec<&&Person> = mine.iter().filter(|person| person.value.is_some()).collect();
    let values: Vec<f64> = known.iter().filter_map(|person| person.value).collect();
    let had_it = known.iter().filter(|person| person.had_it).count();
    let figures = || Figures {
        n: values.len(),
        mean: mean(&values),
        sd: sd(&values),
        had_it: had_it as f64 / values.len() as f64,
    };
    OfArm { name: data.arms[arm].name.clone(), allocated: mine.len(), units: units.len(), figures: shown.then(figures) }
}

fn told(data: &Data, lists: &Lists, Pair { arm, against, alike }: Pair) -> Told {
    let points = points(data, arm, against);
    let plain: Vec<Point> = points.iter().map(|(point, _)| *point).collect();
    let how = spread::first_choice(data.clustered, &plain);
    let mut estimates = vec![how.estimate(&plain)];
    if how == How::ClusterMeans && data.arms.len() == 2 && !lists.arms.is_empty() {
        let redrawn = redrawn::estimate(&plain, lists, u8::try_from(arm).unwrap_or_default());
        // What a constrained draw would not have dealt is no evidence: its own lists come first.
        estimates.insert(if lists.accepted { 0 } else { 1 }, redrawn);
    }
    Told {
        standardised: spread::standardised(&plain),
        estimates,
        clustering: data.clustered.then(|| clusters::clustering(&plain)).flatten(),
        cace: cace::cace(how, &points).of(alike),
    }
}

/// Those of two arms who have data, each with whether the intervention came to them.
fn points(data: &Data, arm: usize, against: usize) -> Vec<(Point, bool)> {
    let people = data.people.iter().filter(|person| person.arm == arm || person.arm == against);
    let point = |person: &Person| {
        Some((Point { first: person.arm == arm, cluster: person.cluster, value: person.value? }, person.had_it))
    };
    people.filter_map(point).collect()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
