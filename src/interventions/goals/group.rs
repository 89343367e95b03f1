//! Of which people figures are told. Groups are made once, of the people to whom times were proposed, and never change, whatever
//! moves or leaves: each person is in one group, and each group has as many people as the floor asks or more. So no figure is
//! about fewer, and no two figures, of whatever weeks, can be subtracted to be about fewer.

use std::collections::BTreeMap;

/// A team as it is when times are proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// By its manager.
    pub manager_id: String,
    pub site: String,
    pub people: usize,
}

/// For each team, the name of its group; `None` for all, where even everyone together are fewer than `floor`.
///
/// A team that is large enough is a group. Smaller ones of a site go together; where those are still too few, with the smaller
/// ones of other sites; where those are too few, with the smallest group there is.
#[must_use]
pub fn group(teams: &[Team], floor: usize) -> BTreeMap<String, Option<String>> {
    let mut groups: BTreeMap<String, Vec<&Team>> = BTreeMap::new();
    for team in teams {
        let name =
            if team.people >= floor { format!("team:{}", team.manager_id) } else { format!("site:{}", team.site) };
        groups.entry(name).or_default().push(team);
    }
    let small: Vec<String> =
        groups.iter().filter(|(_, teams)| size(teams) < floor).map(|(name, _)| name.clone()).collect();
    let rest: Vec<&Team> = small.iter().filter_map(|name| groups.remove(name)).flatten().collect();
    if !rest.is_empty() {
        let host = if size(&rest) >= floor { None } else { smallest(&groups) };
        groups.entry(host.unwrap_or_else(|| "rest".to_owned())).or_default().extend(rest);
    }
    let told = |name: &str, teams: &[&Team]| (size(teams) >= floor).then(|| name.to_owned());
    let each = groups
        .iter()
        .flat_map(|(name, teams)| teams.iter().map(move |team| (team.manager_id.clone(), told(name, teams))));
    each.collect()
}

fn size(teams: &[&Team]) -> usize {
    teams.iter().map(|team| team.people).sum()
}

fn smallest(groups: &BTreeMap<String, Vec<&Team>>) -> Option<String> {
    groups.iter().min_by_key(|(name, teams)| (size(teams), (*name).clone())).map(|(name, _)| name.clone())
}

/// How many of a group, in words that name nobody: where all did, or none, or nearly so, a figure would tell of each.
#[must_use]
pub fn about(count: usize, of: usize) -> String {
    match (count, of.saturating_sub(count)) {
        (0 | 1, _) => format!("few or none of {of}"),
        (_, 0 | 1) => format!("all or nearly all of {of}"),
        _ => format!("{count} of {of}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn team(manager: usize, site: usize, people: usize) -> Team {
        Team { manager_id: format!("m{manager}"), site: format!("s{site}"), people }
    }

    #[test]
    fn small_teams_go_together_by_site_and_then_with_others() {
        let teams = [team(1, 1, 9), team(2, 1, 5), team(3, 1, 4), team(4, 2, 3), team(5, 3, 2)];
        let groups = group(&teams, 8);
        assert_eq!(groups["m1"].as_deref(), Some("team:m1"));
        assert_eq!((groups["m2"].as_deref(), groups["m3"].as_deref()), (Some("site:s1"), Some("site:s1")));
        assert_eq!((groups["m4"].clone(), groups["m5"].clone()), (Some("site:s1".into()), Some("site:s1".into())));
        assert_eq!(group(&[team(1, 1, 3), team(2, 1, 4)], 8)["m1"], None, "nothing is told of seven");
    }

    #[test]
    fn nothing_is_told_of_everybody_or_nobody() {
        assert_eq!(
            [0, 1, 4, 7, 8].map(|count| about(count, 8)),
            ["few or none of 8", "few or none of 8", "4 of 8", "all or nearly all of 8", "all or nearly all of 8"]
        );
    }

    /// The people of each group, each person a team and a number.
    fn told(teams: &[Team], floor: usize) -> Vec<BTreeSet<(String, usize)>> {
        let mut people: BTreeMap<String, BTreeSet<(String, usize)>> = BTreeMap::new();
        for (manager, name) in group(teams, floor) {
            let of = teams.iter().find(|team| team.manager_id == manager).unwrap().people;
            let Some(name) = name else { continue };
            people.entry(name).or_default().extend((0..of).map(|person| (manager.clone(), person)));
        }
        people.into_values().collect()
    }

    proptest! {
        /// Over moves, leavers and weeks the groups are those of the first day. So what two reports, of whatever groups and
        /// weeks, have between them is what two sets of people have: the same people, or at least `floor` who are in one alone.
        #[test]
        fn no_report_or_pair_of_reports_reveals_a_group_under_the_floor(
            sizes in prop::collection::vec((0..6_usize, 1..15_usize), 1..40), floor in 2..12_usize,
        ) {
            let teams: Vec<Team> = sizes.iter().enumerate().map(|(at, (site, people))| team(at, *site, *people)).collect();
            let groups = told(&teams, floor);
            let everyone: BTreeSet<_> = groups.iter().flatten().cloned().collect();
            let whole: usize = teams.iter().map(|team| team.people).sum();
            prop_assert_eq!(everyone.len(), if whole >= floor { whole } else { 0 }, "each person is in one group");
            let mut reports = groups.clone();
            reports.push(everyone);
            for one in reports.iter().filter(|one| !one.is_empty()) {
                prop_assert!(one.len() >= floor);
                for other in &reports {
                    for apart in [one - other, other - one] {
                        prop_assert!(apart.is_empty() || apart.len() >= floor, "{} people", apart.len());
                    }
                }
            }
        }
    }
}
