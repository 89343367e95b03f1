//! Before the draw: in how many teams, under how many managers, in how many buildings and homes people of both arms would meet,
//! and what allocating whole teams would cost in people.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
    },
    trial::{
        allocation::{
            prospect::{Prospect, prospect},
            randomise::{FrameUnit, randomise},
            scheme::Scheme,
            seed::Seed,
            trial::Trial,
        },
        roster::{people, vault},
    },
};

/// As many lists are drawn as an estimate needs: seeds 0, 1, 2 and so on, which no live list has.
const DRAWS: u8 = 20;
/// Above this many units a draw takes a while, and a few say the same.
const MANY: usize = 20_000;
/// Intra-cluster correlations over which a cost is told: the first trials' are not known.
const CORRELATIONS: [f64; 3] = [0.01, 0.05, 0.10];

/// Where somebody works and lives, by keys that tell groups apart; empty where there is none.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Authority and reference of their unit.
    pub unit: (String, String),
    pub team: String,
    pub manager: String,
    pub building: String,
    pub home: String,
}

/// What groups somebody with others.
type Key = fn(&Place) -> &str;

/// What a draw by these settings would come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixing {
    /// How many lists were drawn for it.
    pub draws: usize,
    pub groups: Vec<Mixed>,
    /// What whole teams would cost.
    pub teams: usize,
    pub costs: Vec<Cost>,
}

/// Groups of two people or more.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixed {
    pub what: &'static str,
    pub groups: usize,
    /// In how many people of two arms meet, on average over the lists drawn.
    pub mixed: f64,
}

/// What allocating whole teams would come to at one intra-cluster correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    pub correlation: f64,
    /// 1 + ((1 + CV²) m − 1) ρ, for teams of m people on average with a coefficient of variation CV (Eldridge and others, 2006).
    pub design_effect: f64,
    /// How many people randomised one by one would tell as much.
    pub worth: f64,
}

/// For a trial as its roster stands today.
pub fn mixing(conn: &mut Conn, floor: &Floor, trial: &Trial) -> Result<Mixing> {
    let prospect = prospect(conn, floor, trial)?;
    let places = places(conn, &prospect)?;
    of(&trial.scheme, &prospect.units, &places)
}

fn places(conn: &mut Conn, prospect: &Prospect) -> Result<Vec<Place>> {
    let manager_of: HashMap<String, String> =
        people::everyone(conn)?.into_iter().filter_map(|person| Some((person.id, person.manager_id?))).collect();
    let mut home_of = HashMap::new();
    for (nth, home) in vault::households(conn)?.into_iter().enumerate() {
        home_of.extend(home.into_iter().map(|person| (person, nth.to_string())));
    }
    let own =
        |authority: &str, name: &str| if name.is_empty() { String::new() } else { format!("{authority}\n{name}") };
    let place = |member: &crate::trial::allocation::frame::Member| Place {
        unit: (member.authority.clone(), member.unit.clone()),
        team: own(&member.authority, &member.team),
        manager: manager_of.get(&member.person_id).cloned().unwrap_or_default(),
        building: own(&member.authority, &member.site),
        home: home_of.get(&member.person_id).cloned().unwrap_or_default(),
    };
    Ok(prospect.frame.members.iter().map(place).collect())
}

/// # Errors
/// `Invalid`, where the settings draw no list of these units.
pub fn of(scheme: &Scheme, units: &[FrameUnit], places: &[Place]) -> Result<Mixing> {
    let draws = if units.len() > MANY { 3 } else { DRAWS };
    let kinds: [(&str, Key); 4] = [
        ("Teams", |place| &place.team),
        ("Managers", |place| &place.manager),
        ("Buildings", |place| &place.building),
        ("Homes", |place| &place.home),
    ];
    let grouped = kinds.map(|(what, key)| (what, groups(places, key)));
    let mut mixed = [0_usize; 4];
    for seed in 0..draws {
        let rows = randomise(scheme, &Seed::from([seed; 32]), units.to_vec())
            .map_err(|unfit| Error::invalid("", unfit.to_string()))?;
        let arm_of: HashMap<(&str, &str), &str> =
            rows.iter().map(|row| ((row.authority.as_str(), row.unit.as_str()), row.arm.as_str())).collect();
        let arm = |index: &usize| {
            let (authority, unit) = &places[*index].unit;
            arm_of.get(&(authority.as_str(), unit.as_str())).copied()
        };
        for (count, (_, groups)) in mixed.iter_mut().zip(&grouped) {
            let meets = |people: &&Vec<usize>| people.iter().filter_map(arm).collect::<BTreeSet<_>>().len() > 1;
            *count += groups.iter().filter(meets).count();
        }
    }
    let mean = |count: usize| count as f64 / f64::from(draws);
    let groups = grouped.iter().zip(mixed);
    let groups = groups.map(|((what, groups), count)| Mixed { what, groups: groups.len(), mixed: mean(count) });
    let sizes = sizes(places);
    Ok(Mixing { draws: usize::from(draws), groups: groups.collect(), teams: sizes.len(), costs: costs(&sizes) })
}

/// Groups of two or more, by the places of their people.
fn groups(places: &[Place], key: Key) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, place) in places.iter().enumerate().filter(|(_, place)| !key(place).is_empty()) {
        groups.entry(key(place)).or_default().push(index);
    }
    groups.into_values().filter(|people| people.len() > 1).collect()
}

/// How many people each team has.
fn sizes(places: &[Place]) -> Vec<usize> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for place in places.iter().filter(|place| !place.team.is_empty()) {
        *sizes.entry(&place.team).or_default() += 1;
    }
    sizes.into_values().collect()
}

fn costs(sizes: &[usize]) -> Vec<Cost> {
    if sizes.is_empty() {
        return Vec::new();
    }
    let (teams, people) = (sizes.len() as f64, sizes.iter().sum::<usize>() as f64);
    let mean = people / teams;
    let spread = sizes.iter().map(|size| (*size as f64 - mean).powi(2)).sum::<f64>() / teams;
    let effect = |correlation: f64| 1.0 + ((1.0 + spread / mean.powi(2)) * mean - 1.0) * correlation;
    let cost = |correlation: f64| {
        let design_effect = effect(correlation).max(1.0);
        Cost { correlation, design_effect, worth: people / design_effect }
    };
    CORRELATIONS.map(cost).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::allocation::scheme::{Arm, Blocks, Unit};

    fn scheme(unit: Unit) -> Scheme {
        let arms = [("letter", true), ("comparison", false)];
        let arms = arms.map(|(name, receives)| Arm { name: name.into(), ratio: 1, receives, ..Arm::default() });
        Scheme::new(unit, vec![], arms.into(), Blocks::default()).unwrap()
    }

    fn unit(reference: &str) -> FrameUnit {
        FrameUnit { authority: "Oakby".into(), reference: reference.into(), ..FrameUnit::default() }
    }

    /// Four teams of five, two to a manager, all in one building; the first two people share a home.
    fn people(unit_of: impl Fn(usize) -> String) -> Vec<Place> {
        let place = |n: usize| Place {
            unit: ("Oakby".into(), unit_of(n)),
            team: format!("T{}", n / 5),
            manager: format!("M{}", n / 10),
            building: "Hub".into(),
            home: if n < 2 { "home".into() } else { String::new() },
        };
        (0..20).map(place).collect()
    }

    #[test]
    fn people_one_by_one_mix_and_whole_teams_do_not() {
        let units: Vec<FrameUnit> = (0..20).map(|n| unit(&format!("S{n:02}"))).collect();
        let mixing = of(&scheme(Unit::Person), &units, &people(|n| format!("S{n:02}"))).unwrap();
        let by = |what| mixing.groups.iter().find(|mixed| mixed.what == what).unwrap();
        assert_eq!(
            (by("Teams").groups, by("Managers").groups, by("Buildings").groups, by("Homes").groups),
            (4, 2, 1, 1)
        );
        assert!(by("Teams").mixed > 3.5 && by("Buildings").mixed > 0.99, "{mixing:?}");
        // Two of twenty are in different arms a little more often than not.
        assert!((0.2..0.9).contains(&by("Homes").mixed), "{mixing:?}");

        let units: Vec<FrameUnit> = (0..4).map(|n| unit(&format!("T{n}"))).collect();
        let mixing = of(&scheme(Unit::Team), &units, &people(|n| format!("T{}", n / 5))).unwrap();
        assert!(mixing.groups.iter().all(|mixed| mixed.what != "Teams" || mixed.mixed == 0.0), "{mixing:?}");
    }

    #[test]
    fn whole_teams_cost_what_the_formula_says() {
        // Teams of 8 and 12: m = 10, CV² = 0.04; at 0.05 the design effect is 1 + (1.04 × 10 − 1) × 0.05 = 1.47.
        let at = costs(&[8, 12]).into_iter().find(|cost| cost.correlation == 0.05).unwrap();
        assert!((at.design_effect - 1.47).abs() < 1e-12 && (at.worth - 20.0 / 1.47).abs() < 1e-12, "{at:?}");
        assert!(costs(&[1, 1, 1]).iter().all(|cost| cost.design_effect == 1.0), "teams of one are people");
        assert!(costs(&[]).is_empty());
    }
}
