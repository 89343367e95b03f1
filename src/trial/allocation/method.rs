//! By which method a list is drawn, and how it is set: permuted blocks, minimisation, or the best of many candidates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::scheme::{Arm, Blocks, By, Unfit};

/// How arms are dealt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Permuted blocks of varying size within strata: for people, and for many units.
    Blocks(Blocks),
    /// Pocock and Simon's: units come one by one, and each most likely goes where what they are balanced by stays even. For
    /// more strata than blocks could fill.
    Minimise(Minimise),
    /// Candidate lists are scored by how even they are, and one of the best is drawn. For few teams or sites.
    Constrain(Constrain),
}

/// Settings of minimisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minimise {
    /// How likely, in percent, the arm is that keeps things most even. Less than 100, so that nobody can foretell an arm.
    pub chance: u32,
    /// How much each of what is balanced counts; 1 where it is not named. The totals of the arms count 1.
    #[serde(default)]
    pub weights: BTreeMap<String, u32>,
}

/// Settings of constrained randomisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constrain {
    /// The share of candidates, in percent, from which one is drawn: those that are most even.
    pub share: u32,
    /// How many are drawn by chance and scored where there are too many to score all.
    pub candidates: u32,
}

impl Default for Minimise {
    fn default() -> Self {
        Self { chance: 80, weights: BTreeMap::new() }
    }
}

impl Default for Constrain {
    fn default() -> Self {
        Self { share: 10, candidates: 100_000 }
    }
}

impl From<Blocks> for Method {
    fn from(blocks: Blocks) -> Self {
        Self::Blocks(blocks)
    }
}

const WEIGHT_MAX: u32 = 100;
/// Above this an arm could all but be foretold; below, a coin would do as well.
const CHANCE: std::ops::RangeInclusive<u32> = 51..=95;
const SHARE: std::ops::RangeInclusive<u32> = 1..=50;
const CANDIDATES: std::ops::RangeInclusive<u32> = 1_000..=1_000_000;

impl Method {
    /// The word that is stored and typed.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Blocks(_) => "blocks",
            Self::Minimise(_) => "minimise",
            Self::Constrain(_) => "constrain",
        }
    }

    /// As it is named in a report, and stored beside every list.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Blocks(_) => super::draw::METHOD,
            Self::Minimise(_) => super::minimise::METHOD,
            Self::Constrain(_) => super::constrain::METHOD,
        }
    }

    /// The exact way of drawing, as stored beside every list.
    #[must_use]
    pub const fn version(&self) -> &'static str {
        match self {
            Self::Blocks(_) => super::draw::VERSION,
            Self::Minimise(_) => super::minimise::VERSION,
            Self::Constrain(_) => super::constrain::VERSION,
        }
    }

    /// The settings in the one written form that is stored and sealed.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Blocks(blocks) => format!("{}-{}", blocks.smallest, blocks.largest),
            Self::Minimise(Minimise { chance, weights }) => {
                let weights: Vec<String> = weights.iter().map(|(by, weight)| format!("{by}={weight}")).collect();
                format!("chance={chance};weights={}", weights.join(","))
            }
            Self::Constrain(Constrain { share, candidates }) => format!("share={share};candidates={candidates}"),
        }
    }

    /// Every setting that cannot be used. `by` is what is balanced, where all of it was read; `arms` may be none, where their ratios
    /// were not read.
    #[must_use]
    pub(super) fn faults(&self, by: Option<&[By]>, arms: &[Arm]) -> Vec<Unfit> {
        let mut found = Vec::new();
        let mut check = |holds: bool, unfit: Unfit| found.extend((!holds).then_some(unfit));
        match self {
            Self::Blocks(blocks) => check(blocks.are_sound(), Unfit::Blocks),
            Self::Minimise(set) => {
                check(CHANCE.contains(&set.chance) && set.keeps(arms), Unfit::Chance);
                check(by.is_none_or(|by| !by.is_empty()), Unfit::NothingToBalance);
                for (name, weight) in &set.weights {
                    check(Minimise::weighs(name, *weight, by.unwrap_or_default()), Unfit::Weight(name.clone()));
                }
            }
            Self::Constrain(set) => {
                check(SHARE.contains(&set.share), Unfit::Share);
                check(CANDIDATES.contains(&set.candidates), Unfit::Candidates);
            }
        }
        found
    }
}

impl Minimise {
    /// Whether the ratio of these arms can be kept: the largest gets no more than the chance of the preferred arm.
    fn keeps(&self, arms: &[Arm]) -> bool {
        let whole: u32 = arms.iter().map(|arm| arm.ratio).sum();
        let largest = arms.iter().map(|arm| arm.ratio).max().unwrap_or_default();
        arms.len() < 2 || self.chance * whole > 100 * largest
    }

    /// Whether a weight can be used: of something that is balanced, where anything is.
    fn weighs(name: &str, weight: u32, by: &[By]) -> bool {
        (by.is_empty() || by.iter().any(|by| by.name() == name)) && (1..=WEIGHT_MAX).contains(&weight)
    }

    /// How much a factor counts.
    #[must_use]
    pub fn weight(&self, by: By) -> u64 {
        self.weights.get(by.name()).copied().unwrap_or(1).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arms(ratios: &[u32]) -> Vec<Arm> {
        ratios.iter().map(|&ratio| Arm { ratio, ..Arm::default() }).collect()
    }

    #[test]
    fn a_chance_that_could_not_keep_the_ratio_is_refused() {
        let checked = |chance, ratios: &[u32]| {
            Method::Minimise(Minimise { chance, ..Minimise::default() })
                .faults(Some(&[By::Authority]), &arms(ratios))
                .is_empty()
        };
        assert!(checked(51, &[1, 1]) && checked(80, &[2, 1]) && checked(90, &[5, 1]) && checked(80, &[1]));
        assert!(!checked(66, &[2, 1]) && !checked(80, &[5, 1]) && !checked(60, &[3, 1, 1]) && !checked(50, &[1, 1]));
    }

    #[test]
    fn what_could_be_foretold_or_weighs_nothing_is_refused() {
        let by = [By::Authority, By::Role];
        let minimise = |chance, weights: &[(&str, u32)]| {
            let weights = weights.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect();
            Method::Minimise(Minimise { chance, weights })
        };
        assert_eq!(minimise(100, &[]).faults(Some(&by), &arms(&[1, 1])), [Unfit::Chance]);
        assert_eq!(minimise(80, &[]).faults(Some(&[]), &arms(&[1, 1])), [Unfit::NothingToBalance]);
        assert_eq!(minimise(80, &[("team", 2)]).faults(Some(&by), &arms(&[1, 1])), [Unfit::Weight("team".into())]);
        assert_eq!(minimise(80, &[("role", 0)]).faults(Some(&by), &arms(&[1, 1])), [Unfit::Weight("role".into())]);
        let sound = minimise(80, &[("role", 3)]);
        assert!(sound.faults(Some(&by), &arms(&[1, 1])).is_empty());
        assert_eq!(sound.written(), "chance=80;weights=role=3");
        let constrain =
            |share, candidates| Method::Constrain(Constrain { share, candidates }).faults(Some(&by), &arms(&[1, 1]));
        assert_eq!(constrain(60, 100_000), [Unfit::Share]);
        assert_eq!(constrain(60, 10), [Unfit::Share, Unfit::Candidates]);
        assert!(constrain(10, 100_000).is_empty());
    }
}
