//! How even a candidate list is, in whole numbers.

use std::collections::BTreeSet;

use crate::trial::allocation::{minimise::lcm, randomise::FrameUnit, scheme::By};

/// What is balanced, as it counts towards a score.
pub(super) struct Balance {
    units: i128,
    /// Of each arm.
    sizes: Vec<i128>,
    common: i128,
    covariates: Vec<Covariate>,
}

struct Covariate {
    values: Vec<i128>,
    sum: i128,
    weight: u128,
}

impl Balance {
    pub(super) fn new(by: &[By], frame: &[FrameUnit], sizes: &[usize]) -> Self {
        let common = sizes.iter().filter(|size| **size > 0).fold(1, |common, &size| lcm(common, size as u64));
        let covariates = covariates(by, frame).into_iter().filter_map(Covariate::new).collect();
        let sizes = sizes.iter().map(|&size| size as i128).collect();
        Self { units: frame.len() as i128, sizes, common: i128::from(common), covariates }
    }

    pub(super) fn score(&self, split: &[u8]) -> u128 {
        let mut score = 0_u128;
        let mut sums = vec![0_i128; self.sizes.len()];
        for covariate in &self.covariates {
            sums.fill(0);
            for (&arm, value) in split.iter().zip(&covariate.values) {
                sums[usize::from(arm)] += value;
            }
            let spread = |(sum, &size): (&i128, &i128)| {
                let apart = sum * self.units - covariate.sum * size;
                if size == 0 { 0 } else { apart * apart * (self.common / size) }
            };
            let spread: i128 = sums.iter().zip(&self.sizes).map(spread).sum();
            score = score.saturating_add(spread.unsigned_abs().saturating_mul(covariate.weight));
        }
        score
    }
}

impl Covariate {
    /// `None` for one that is the same in every unit.
    fn new(values: Vec<i128>) -> Option<Self> {
        let sum: i128 = values.iter().sum();
        let spread = values.len() as i128 * values.iter().map(|x| x * x).sum::<i128>() - sum * sum;
        (spread > 0).then(|| Self { values, sum, weight: (1 << 64) / spread.unsigned_abs() })
    }
}

fn covariates(by: &[By], frame: &[FrameUnit]) -> Vec<Vec<i128>> {
    let people = |unit: &FrameUnit| unit.people.values().map(|people| i128::from(*people)).sum();
    let mut all = vec![frame.iter().map(people).collect()];
    for by in by {
        let belongs: &dyn Fn(&FrameUnit, &str) -> i128 = match by {
            By::Authority => &|unit, name| (unit.authority == name).into(),
            By::Site => &|unit, name| (unit.site == name).into(),
            By::Team => &|unit, name| (unit.team == name).into(),
            By::Role => &|unit, name| unit.people.get(name).copied().unwrap_or_default().into(),
        };
        let names: BTreeSet<&str> = frame.iter().flat_map(|unit| names(*by, unit)).collect();
        all.extend(names.into_iter().map(|name| frame.iter().map(|unit| belongs(unit, name)).collect()));
    }
    all
}

fn names(by: By, unit: &FrameUnit) -> Vec<&str> {
    match by {
        By::Authority => vec![&unit.authority],
        By::Site => vec![&unit.site],
        By::Team => vec![&unit.team],
        By::Role => unit.people.keys().map(String::as_str).collect(),
    }
}
