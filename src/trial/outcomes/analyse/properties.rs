//! What holds of every outcome, whatever its numbers: and that an interval from lists drawn again is what its test says.

use proptest::prelude::*;

use super::{
    Arm, Data, Estimate, Interval, Lists, Person, Told, analyse,
    clusters::each,
    redrawn,
    spread::{Point, mean},
};

fn two_arms(served_first: bool) -> Vec<Arm> {
    let arm = |name: &str, served| Arm { name: name.into(), served };
    vec![arm("a", served_first), arm("b", !served_first)]
}

/// Clusters of one to five people in two arms, at least two in each.
fn some_data() -> impl Strategy<Value = Data> {
    let cluster = prop::collection::vec((-50.0..50.0_f64, any::<bool>()), 1..6);
    (prop::collection::vec(cluster, 4..12), any::<bool>()).prop_map(|(clusters, clustered)| {
        let people = clusters.into_iter().enumerate().flat_map(|(cluster, values)| {
            let person = move |(value, had_it)| Person { arm: cluster % 2, cluster, value: Some(value), had_it };
            values.into_iter().map(person)
        });
        Data { arms: two_arms(false), people: people.collect(), clustered, ..Data::default() }
    })
}

fn told(data: &Data) -> Told {
    analyse(data, &Lists::default(), 1).contrasts[0].told.clone().unwrap()
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-7 * one.abs().max(other.abs()).max(1.0)
}

fn ends(estimate: &Estimate) -> Option<(f64, f64)> {
    match estimate.interval {
        Interval::Of { from, until } => Some((from, until)),
        Interval::None(_) => None,
    }
}

/// Every way of putting `first` of `units` into arm 1.
fn every_list(units: usize, first: usize) -> Lists {
    let all = (0_u32..1 << units).filter(|bits| bits.count_ones() as usize == first);
    Lists {
        arms: all.map(|bits| (0..units).map(|at| u8::from(bits >> at & 1 == 1)).collect()).collect(),
        accepted: true,
    }
}

fn points(list: &[u8], values: &[f64]) -> Vec<Point> {
    let point = |(cluster, (&arm, &value)): (usize, (&u8, &f64))| Point { first: arm == 1, cluster, value };
    list.iter().zip(values).enumerate().map(point).collect()
}

/// The share of lists that are as far out as the one drawn, were the effect `effect`: straight from what the test says.
fn share(points: &[Point], lists: &Lists, effect: f64) -> f64 {
    let adjusted: Vec<f64> = each(points).iter().map(|one| one.mean - if one.first { effect } else { 0.0 }).collect();
    let apart = |first: &dyn Fn(usize) -> bool| {
        let side =
            |wanted| (0..adjusted.len()).filter(|at| first(*at) == wanted).map(|at| adjusted[at]).collect::<Vec<_>>();
        (mean(&side(true)) - mean(&side(false))).abs()
    };
    let drawn = apart(&|at| points[at].first);
    let out = lists.arms.iter().filter(|list| apart(&|at| list[at] == 1) >= drawn - 1e-9).count();
    out as f64 / lists.arms.len() as f64
}

proptest! {
    #[test]
    fn to_change_the_arms_about_turns_every_sign(data in some_data()) {
        let (here, there) = (told(&data), told(&Data { arms: two_arms(true), ..data.clone() }));
        for (one, other) in here.estimates.iter().zip(&there.estimates) {
            prop_assert!(close(one.difference, -other.difference));
            if let (Some(one), Some(other)) = (ends(one), ends(other)) {
                prop_assert!(close(one.0, -other.1) && close(one.1, -other.0));
            }
        }
        prop_assert!(close(here.standardised.unwrap_or_default(), -there.standardised.unwrap_or_default()));
        prop_assert!(close(here.cace.compliance, -there.cace.compliance));
    }

    #[test]
    fn an_interval_holds_what_was_estimated(data in some_data()) {
        let told = told(&data);
        for estimate in told.estimates.iter().chain(&told.cace.effect) {
            if let Some((from, until)) = ends(estimate) {
                prop_assert!(from <= estimate.difference && estimate.difference <= until);
            }
        }
        prop_assert!(told.clustering.is_none_or(|found| found.design_effect >= 1.0 && found.icc <= 1.0 + 1e-12));
    }

    #[test]
    fn what_is_added_to_everybody_shifts_the_means_alone(data in some_data(), by in -100.0..100.0_f64) {
        let mut shifted = data.clone();
        shifted.people.iter_mut().for_each(|one| one.value = one.value.map(|value| value + by));
        let (before, after) = (analyse(&data, &Lists::default(), 1), analyse(&shifted, &Lists::default(), 1));
        for (one, other) in before.arms.iter().zip(&after.arms) {
            let (one, other) = (one.figures.unwrap(), other.figures.unwrap());
            prop_assert!(close(one.mean + by, other.mean) && close(one.sd.unwrap_or_default(), other.sd.unwrap_or_default()));
        }
        let (one, other) = (told(&data), told(&shifted));
        prop_assert!(close(one.estimates[0].difference, other.estimates[0].difference));
        prop_assert!(close(one.estimates[0].error.unwrap_or_default(), other.estimates[0].error.unwrap_or_default()));
    }

    #[test]
    fn an_interval_over_lists_is_where_the_test_finds_nothing_odd(
        values in prop::collection::vec(-20.0..20.0_f64, 8),
        drawn in 0..70_usize,
    ) {
        let lists = every_list(8, 4);
        let points = points(&lists.arms[drawn], &values);
        let (from, until) = ends(&redrawn::estimate(&points, &lists, 1)).unwrap();
        let just = 1e-6 * (until - from).max(1e-3);
        for (effect, inside) in [(from + just, true), (until - just, true), (from - just, false), (until + just, false)] {
            prop_assert_eq!(share(&points, &lists, effect) > 0.05, inside, "at {} of {} to {}", effect, from, until);
        }
    }
}

/// Exact, not by chance: whichever list had been drawn, at most one in twenty has an interval that leaves the effect out.
#[test]
fn an_interval_over_every_list_covers_a_constant_effect_for_nineteen_lists_in_twenty() {
    let before = [3.0, 8.5, -2.0, 4.25, 11.0, 0.5, 6.0, -7.75];
    let (lists, effect) = (every_list(8, 4), 3.0);
    let covers = |list: &Vec<u8>| {
        let values: Vec<f64> = before.iter().zip(list).map(|(before, arm)| before + effect * f64::from(*arm)).collect();
        let (from, until) = ends(&redrawn::estimate(&points(list, &values), &lists, 1)).unwrap();
        from <= effect && effect <= until
    };
    let covered = lists.arms.iter().filter(|list| covers(list)).count();
    assert!(covered * 20 >= lists.arms.len() * 19 && covered < lists.arms.len(), "{covered} of {}", lists.arms.len());
}

#[test]
fn too_few_lists_bound_nothing() {
    let lists = every_list(4, 2);
    let found = redrawn::estimate(&points(&lists.arms[0], &[1.0, 2.0, 5.0, 9.0]), &lists, 1);
    assert_eq!(found.interval, Interval::None("too few lists could have been drawn to bound it"));
}
