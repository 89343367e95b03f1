//! Two people at one address could land in different arms and compare their post. The researcher is warned before
//! the draw, by staff reference; addresses themselves are never read, only the keyed marks made from them.

use std::collections::BTreeMap;

/// Someone in the frame: whom they are randomised with, and the mark of their address (`None` when none is held).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dweller {
    pub authority: String,
    pub reference: String,
    pub unit: String,
    pub household: Option<Vec<u8>>,
}

/// Two of one household who are randomised apart: authority and staff reference of each.
pub type Pair = [(String, String); 2];

/// Every such pair, sorted. Two people of one unit share its arm, so they are no worry.
#[must_use]
pub fn apart(dwellers: &[Dweller]) -> Vec<Pair> {
    let mut homes: BTreeMap<&[u8], Vec<&Dweller>> = BTreeMap::new();
    for dweller in dwellers {
        if let Some(home) = &dweller.household {
            homes.entry(home).or_default().push(dweller);
        }
    }
    let mut pairs = Vec::new();
    for home in homes.values() {
        for (n, one) in home.iter().enumerate() {
            let others =
                home[n + 1..].iter().filter(|other| (&other.authority, &other.unit) != (&one.authority, &one.unit));
            pairs.extend(others.map(|other| pair(one, other)));
        }
    }
    pairs.sort();
    pairs
}

fn pair(one: &Dweller, other: &Dweller) -> Pair {
    let mut pair = [one, other].map(|dweller| (dweller.authority.clone(), dweller.reference.clone()));
    pair.sort();
    pair
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dweller(reference: &str, unit: &str, household: Option<u8>) -> Dweller {
        Dweller {
            authority: "Oakby".into(),
            reference: reference.into(),
            unit: unit.into(),
            household: household.map(|home| vec![home]),
        }
    }

    #[test]
    fn two_at_one_address_are_a_pair_and_three_are_three_pairs() {
        let people = [
            dweller("S3", "S3", Some(1)),
            dweller("S1", "S1", Some(1)),
            dweller("S2", "S2", Some(2)),
            dweller("S4", "S4", Some(1)),
        ];
        let found: Vec<[String; 2]> =
            apart(&people).into_iter().map(|pair| pair.map(|(_, reference)| reference)).collect();
        assert_eq!(found, [["S1", "S3"], ["S1", "S4"], ["S3", "S4"]]);
    }

    #[test]
    fn a_couple_in_one_team_is_no_worry_when_teams_are_randomised_and_no_address_is_no_household() {
        assert_eq!(apart(&[dweller("S1", "Duty", Some(1)), dweller("S2", "Duty", Some(1))]), Vec::<Pair>::new());
        assert_eq!(apart(&[dweller("S1", "Duty", Some(1)), dweller("S2", "Court", Some(1))]).len(), 1);
        assert_eq!(apart(&[dweller("S1", "S1", None), dweller("S2", "S2", None)]), Vec::<Pair>::new());
    }
}
