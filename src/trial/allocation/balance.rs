//! How evenly a list fell: people or units of each arm, by stratum and within each team. Blinding depends on it: in
//! a team where all but one had a letter, everyone knows who had none.

use std::collections::{BTreeMap, BTreeSet};

/// Counts by group, each group's in the order of `arms`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pub arms: Vec<String>,
    pub groups: Vec<(String, Vec<u32>)>,
    pub total: Vec<u32>,
}

/// Counts pairs of group and arm. An arm that nobody is in shows as 0 if it is in `arms`.
#[must_use]
pub fn balance<'a>(arms: &[String], pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Balance {
    let mut counts: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    let mut names: BTreeSet<&str> = arms.iter().map(String::as_str).collect();
    for (group, arm) in pairs {
        names.insert(arm);
        *counts.entry(group).or_default().entry(arm).or_default() += 1;
    }
    let groups: Vec<(String, Vec<u32>)> = counts
        .iter()
        .map(|(group, arms)| {
            ((*group).to_owned(), names.iter().map(|name| arms.get(name).copied().unwrap_or(0)).collect())
        })
        .collect();
    let total = (0..names.len()).map(|arm| groups.iter().map(|(_, counts)| counts[arm]).sum()).collect();
    Balance { arms: names.into_iter().map(str::to_owned).collect(), groups, total }
}

impl Balance {
    /// Groups of two or more that fell wholly into one arm, though there was another to fall into.
    #[must_use]
    pub fn one_sided(&self) -> Vec<&str> {
        let sided = |counts: &[u32]| {
            counts.len() > 1 && counts.iter().sum::<u32>() > 1 && counts.iter().filter(|count| **count > 0).count() == 1
        };
        self.groups.iter().filter(|(_, counts)| sided(counts)).map(|(group, _)| group.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arms_are_counted_within_each_team_and_a_one_sided_team_is_named() {
        let arms = ["comparison".to_owned(), "letter".to_owned()];
        let pairs = [
            ("Duty", "letter"),
            ("Duty", "letter"),
            ("Court", "letter"),
            ("Court", "comparison"),
            ("Night", "comparison"),
        ];
        let balance = balance(&arms, pairs);
        let groups = [("Court", vec![1, 1]), ("Duty", vec![0, 2]), ("Night", vec![1, 0])];
        assert_eq!(balance.groups, groups.map(|(name, counts)| (name.to_owned(), counts)));
        assert_eq!(balance.total, [2, 3]);
        assert_eq!(balance.one_sided(), ["Duty"]);
    }
}
