//! Minimisation after Pocock and Simon (1975), with a random element. Nothing here may change: another way of drawing is
//! another version, beside this one.
//!
//! Version `hearten-minimise-1`. Units come one by one, in an order that is a shuffle of the sorted frame by the stream `order`.
//! For each, every arm gets a figure: what is balanced (each stratifier, at the level that this unit has, its arm in each trial
//! within whose arms the list is drawn, with a weight of 1, and the totals of the arms) adds its weight times the range over the arms of how many units stand there, with this unit put into that arm; a
//! count in an arm of ratio r is multiplied by the least common multiple of the ratios over r. The arm with the least figure
//! is preferred; among several, one is drawn by their ratios. A number below 100 from the stream `arms` decides: below the set
//! chance the unit goes to the preferred arm, else to one of the others, drawn by their ratios. A stream is that of
//! [`super::draw`], with this version in its key.

use std::collections::HashMap;

use super::{
    draw::Draw,
    method::Minimise,
    randomise::{FrameUnit, stratum},
    scheme::{Arm, By, Scheme},
    seed::Seed,
};

pub const METHOD: &str = "minimisation with a random element";
pub const VERSION: &str = "hearten-minimise-1";

/// The arm of each unit of a sorted frame, and its turn, from 1.
#[must_use]
pub fn minimise<'a>(scheme: &'a Scheme, set: &Minimise, seed: &Seed, frame: &[FrameUnit]) -> Vec<(u32, &'a Arm)> {
    let mut order: Vec<usize> = (0..frame.len()).collect();
    Draw::of(VERSION, seed, "order").shuffle(&mut order);
    let mut draw = Draw::of(VERSION, seed, "arms");
    let mut standing = Standing::new(scheme.arms());
    let mut dealt = vec![(0, 0); frame.len()];
    for (turn, &index) in (1..).zip(&order) {
        let levels = levels(scheme.by(), set, &frame[index]);
        let arm = standing.choose(&levels, u64::from(set.chance), &mut draw);
        standing.put(levels, arm);
        dealt[index] = (turn, arm);
    }
    dealt.into_iter().filter_map(|(turn, arm)| Some((turn, scheme.arms().get(arm)?))).collect()
}

/// What a unit counts towards: a factor's level by name, and its weight. The first is everybody.
type Levels = Vec<(String, u64)>;

fn levels(by: &[By], set: &Minimise, unit: &FrameUnit) -> Levels {
    let of = |by: &By| (format!("{by}\n{}", stratum(&[*by], unit)), set.weight(*by));
    let beside = unit.beside.iter().map(|level| (format!("beside\n{level}"), 1));
    std::iter::once((String::new(), 1)).chain(by.iter().map(of)).chain(beside).collect()
}

/// How many units stand in each arm, at each level.
struct Standing {
    ratios: Vec<u64>,
    /// By which a count in each arm is multiplied, so that even means in the ratio.
    scale: Vec<u64>,
    counts: HashMap<String, Vec<u64>>,
}

impl Standing {
    fn new(arms: &[Arm]) -> Self {
        let ratios: Vec<u64> = arms.iter().map(|arm| u64::from(arm.ratio)).collect();
        let whole = ratios.iter().copied().fold(1, lcm);
        let scale = ratios.iter().map(|ratio| whole / ratio).collect();
        Self { ratios, scale, counts: HashMap::new() }
    }

    fn choose(&self, levels: &Levels, chance: u64, draw: &mut Draw) -> usize {
        let figures: Vec<u64> = (0..self.ratios.len()).map(|arm| self.figure(levels, arm)).collect();
        let least = figures.iter().copied().min().unwrap_or_default();
        let even: Vec<usize> = (0..figures.len()).filter(|&arm| figures[arm] == least).collect();
        let preferred = self.by_ratio(&even, draw);
        let others: Vec<usize> = (0..figures.len()).filter(|arm| *arm != preferred).collect();
        if others.is_empty() || draw.below(100) < chance { preferred } else { self.by_ratio(&others, draw) }
    }

    /// How uneven things would be with one more in `arm`.
    fn figure(&self, levels: &Levels, arm: usize) -> u64 {
        let none = vec![0; self.ratios.len()];
        let range = |level: &str| {
            let counts = self.counts.get(level).unwrap_or(&none);
            let with = |other: usize| (counts[other] + u64::from(other == arm)) * self.scale[other];
            let most = (0..counts.len()).map(with).max().unwrap_or_default();
            most - (0..counts.len()).map(with).min().unwrap_or_default()
        };
        levels.iter().map(|(level, weight)| weight * range(level)).sum()
    }

    fn by_ratio(&self, arms: &[usize], draw: &mut Draw) -> usize {
        let mut ticket = draw.below(arms.iter().map(|&arm| self.ratios[arm]).sum());
        for &arm in arms {
            if ticket < self.ratios[arm] {
                return arm;
            }
            ticket -= self.ratios[arm];
        }
        arms.last().copied().unwrap_or_default()
    }

    fn put(&mut self, levels: Levels, arm: usize) {
        for (level, _) in levels {
            self.counts.entry(level).or_insert_with(|| vec![0; self.ratios.len()])[arm] += 1;
        }
    }
}

/// The least common multiple.
pub(super) fn lcm(a: u64, b: u64) -> u64 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x.max(1) * b
}

#[cfg(test)]
mod tests;
