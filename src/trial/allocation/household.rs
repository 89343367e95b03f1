//! Two people at one address could land in different arms and compare their post. The researcher is warned before
//! the draw, by staff reference; addresses themselves are never read, only who shares one.

use std::collections::HashMap;

use super::frame::Member;

/// Two of one household who are randomised apart: authority and staff reference of each.
pub type Pair = [(String, String); 2];

/// Every such pair, sorted. `homes` are groups of people's ids. Two people of one unit share its arm, so they are no
/// worry; nor is somebody who is not in the frame.
#[must_use]
pub fn apart(members: &[Member], homes: &[Vec<String>]) -> Vec<Pair> {
    let by_id: HashMap<&str, &Member> = members.iter().map(|member| (member.person_id.as_str(), member)).collect();
    let mut pairs = Vec::new();
    for home in homes {
        let living: Vec<&Member> = home.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect();
        for (n, one) in living.iter().enumerate() {
            pairs.extend(
                living[n + 1..].iter().filter(|other| other.unit_id != one.unit_id).map(|other| pair(one, other)),
            );
        }
    }
    pairs.sort();
    pairs
}

fn pair(one: &Member, other: &Member) -> Pair {
    let mut pair = [one, other].map(|member| (member.authority.clone(), member.reference.clone()));
    pair.sort();
    pair
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(reference: &str, unit: &str) -> Member {
        Member {
            authority: "Oakby".into(),
            reference: reference.into(),
            person_id: format!("id of {reference}"),
            unit_id: unit.into(),
            unit: unit.into(),
            site: String::new(),
            team: String::new(),
            role: String::new(),
            beside: std::collections::BTreeMap::new(),
        }
    }

    fn home(references: &[&str]) -> Vec<String> {
        references.iter().map(|reference| format!("id of {reference}")).collect()
    }

    #[test]
    fn two_at_one_address_are_a_pair_and_three_are_three_pairs() {
        let members = ["S1", "S2", "S3", "S4"].map(|reference| member(reference, reference));
        let found = apart(&members, &[home(&["S3", "S1", "S4"]), home(&["S2", "nobody here"])]);
        let references: Vec<[&str; 2]> = found.iter().map(|[one, other]| [one.1.as_str(), other.1.as_str()]).collect();
        assert_eq!(references, [["S1", "S3"], ["S1", "S4"], ["S3", "S4"]]);
    }

    #[test]
    fn a_couple_in_one_team_is_no_worry_when_teams_are_randomised() {
        assert_eq!(apart(&[member("S1", "Duty"), member("S2", "Duty")], &[home(&["S1", "S2"])]), Vec::<Pair>::new());
        assert_eq!(apart(&[member("S1", "Duty"), member("S2", "Court")], &[home(&["S1", "S2"])]).len(), 1);
    }
}
