//! Constrained randomisation, for few teams or sites: candidate lists are scored by how even their arms are, and one of the best is
//! drawn. Nothing here may change: another way of drawing is another version, beside this one.
//!
//! Version `hearten-constrain-1`. Each arm gets its share of the units by the ratios, rounded down; each unit that is left goes to
//! the arm with the greatest rest, and among several to the one that comes first in a shuffle of the arms by the stream `sizes`.
//! Where that makes no more than 1,000,000 lists, all are candidates, in the order in which the arms of the sorted frame count
//! up; otherwise candidates are shuffles of the first by the stream `candidates`, each counted once, until there are as many as
//! were set, in ascending order.
//!
//! What is balanced, each counting as much as the others: the people of a unit, those of each role where roles are chosen, and
//! belonging to each authority or site where these are. For one of them, with x its value in each of K units, S the sum of x and n
//! the units of an arm, whose x add up to s, a list scores the sum over the arms of (s K - S n)^2 L / n, L being the least common
//! multiple of the n, times floor(2^64 / (K sum(x^2) - S^2)): the spread between the arms over that between the units. All of it
//! is in whole numbers, so that a list and its mirror image score the same to the last digit.
//!
//! Candidates that score no more than the one at the set share, counted from the best, rounded up, are accepted; one of these is
//! drawn by the stream `draw`. A stream is that of [`super::draw`], with this version in its key.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

mod score;

use self::score::Balance;
use super::{
    draw::Draw,
    method::Constrain,
    randomise::FrameUnit,
    scheme::{Arm, Scheme},
    seed::Seed,
};

pub const METHOD: &str = "constrained randomisation";
pub const VERSION: &str = "hearten-constrain-1";

/// Above this candidates are drawn by chance.
const ALL_MAX: u128 = 1_000_000;

/// The arm of each unit of the sorted frame, by its place among the arms.
pub type Split = Vec<u8>;

/// What was drawn from, and what was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub split: Split,
    /// Of `split`; the lower the more even. Nothing by itself, and enough to work out who is in which arm but for their names:
    /// it is shown where the arms are.
    pub score: u128,
    pub about: Candidates,
}

/// What is told of a constrained draw without telling an arm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidates {
    pub candidates: usize,
    /// Whether those were all there are.
    pub all: bool,
    pub accepted: usize,
    /// Units by their place in the frame, from 1, that share an arm in every accepted list.
    pub always_together: Pairs,
    /// And those that never do.
    pub never_together: Pairs,
}

/// Two units each, by their places from 1.
pub type Pairs = Vec<(usize, usize)>;

/// Candidates and their scores.
#[derive(Debug, Clone)]
pub struct Scored {
    splits: Vec<Split>,
    scores: Vec<u128>,
    all: bool,
    cutoff: u128,
}

/// Scores candidates and draws one of the best.
#[must_use]
pub fn constrain(scheme: &Scheme, set: &Constrain, seed: &Seed, frame: &[FrameUnit]) -> Drawn {
    let scored = Scored::of(scheme, set, seed, frame);
    let accepted: Vec<usize> = scored.accepted_indexes().collect();
    let chosen = accepted[Draw::of(VERSION, seed, "draw").below(accepted.len() as u64) as usize];
    let (always_together, never_together) = scored.pairs(&accepted);
    let about = Candidates {
        candidates: scored.splits.len(),
        all: scored.all,
        accepted: accepted.len(),
        always_together,
        never_together,
    };
    Drawn { split: scored.splits[chosen].clone(), score: scored.scores[chosen], about }
}

impl Scored {
    /// Every candidate with its score. Takes about a second for a million of twenty units.
    #[must_use]
    pub fn of(scheme: &Scheme, set: &Constrain, seed: &Seed, frame: &[FrameUnit]) -> Self {
        let sizes = sizes(scheme.arms(), frame.len(), seed);
        let all = ways(&sizes) <= ALL_MAX;
        let splits = if all { every(&sizes) } else { some(&sizes, set.candidates as usize, seed) };
        let balance = Balance::new(scheme.by(), frame, &sizes);
        let scores: Vec<u128> = splits.iter().map(|split| balance.score(split)).collect();
        let mut best = scores.clone();
        best.sort_unstable();
        let last = (best.len() * set.share as usize).div_ceil(100).max(1) - 1;
        let cutoff = best.get(last).copied().unwrap_or_default();
        Self { splits, scores, all, cutoff }
    }

    /// The lists that could have been drawn: what a test by randomisation draws again from.
    pub fn accepted(&self) -> impl Iterator<Item = &Split> {
        self.accepted_indexes().map(|index| &self.splits[index])
    }

    fn accepted_indexes(&self) -> impl Iterator<Item = usize> {
        (0..self.scores.len()).filter(|&index| self.scores[index] <= self.cutoff)
    }

    /// Pairs that share an arm in all of the accepted lists, and in none: a draw that is held so tight is no longer one.
    fn pairs(&self, accepted: &[usize]) -> (Pairs, Pairs) {
        let units = self.splits.first().map_or(0, Vec::len);
        let (mut always, mut never) = (Vec::new(), Vec::new());
        for one in 0..units {
            for other in one + 1..units {
                let together = |index: &&usize| self.splits[**index][one] == self.splits[**index][other];
                let times = accepted.iter().filter(together).count();
                let pair = (one + 1, other + 1);
                if times == accepted.len() {
                    always.push(pair);
                } else if times == 0 {
                    never.push(pair);
                }
            }
        }
        (always, never)
    }
}

/// How many units each arm gets.
fn sizes(arms: &[Arm], units: usize, seed: &Seed) -> Vec<usize> {
    let whole: usize = arms.iter().map(|arm| arm.ratio as usize).sum();
    let mut sizes: Vec<usize> = arms.iter().map(|arm| units * arm.ratio as usize / whole).collect();
    let mut order: Vec<usize> = (0..arms.len()).collect();
    Draw::of(VERSION, seed, "sizes").shuffle(&mut order);
    order.sort_by_key(|&arm| std::cmp::Reverse(units * arms[arm].ratio as usize % whole));
    let left = units - sizes.iter().sum::<usize>();
    order.into_iter().take(left).for_each(|arm| sizes[arm] += 1);
    sizes
}

/// In how many ways units can be split so; no more than just above [`ALL_MAX`] is told apart.
fn ways(sizes: &[usize]) -> u128 {
    let (mut ways, mut placed) = (1_u128, 0_u128);
    for &size in sizes {
        for nth in 1..=size as u128 {
            placed += 1;
            ways = ways * placed / nth;
            if ways > ALL_MAX * 1_000_000 {
                return ways;
            }
        }
    }
    ways
}

/// The first split: the units of the first arm, then those of the next.
fn first(sizes: &[usize]) -> Split {
    (0_u8..).zip(sizes).flat_map(|(arm, &size)| std::iter::repeat_n(arm, size)).collect()
}

/// Each split once, in ascending order.
fn every(sizes: &[usize]) -> Vec<Split> {
    let (mut split, mut splits) = (first(sizes), Vec::new());
    loop {
        splits.push(split.clone());
        if !next(&mut split) {
            return splits;
        }
    }
}

/// The next in ascending order; `false` after the last.
fn next(split: &mut [u8]) -> bool {
    let Some(step) = (1..split.len()).rev().find(|&at| split[at - 1] < split[at]) else { return false };
    let Some(swap) = (step..split.len()).rev().find(|&at| split[at] > split[step - 1]) else { return false };
    split.swap(step - 1, swap);
    split[step..].reverse();
    true
}

fn some(sizes: &[usize], wanted: usize, seed: &Seed) -> Vec<Split> {
    let (mut draw, mut splits) = (Draw::of(VERSION, seed, "candidates"), BTreeSet::new());
    let mut split = first(sizes);
    // There are more than a million, so that one is seldom met twice.
    while splits.len() < wanted {
        draw.shuffle(&mut split);
        splits.insert(split.clone());
    }
    splits.into_iter().collect()
}

#[cfg(test)]
mod tests;
