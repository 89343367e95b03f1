//! What theory says of minimisation, by simulation. Tolerances are beside each figure; seeds are counted up from 0.

use super::*;
use crate::trial::allocation::{method::Method, scheme::Unit};

fn scheme(ratios: &[u32], chance: u32) -> Scheme {
    let arms = ratios.iter().enumerate().map(|(n, &ratio)| Arm {
        name: format!("arm {n}"),
        ratio,
        receives: n == 0,
        ..Arm::default()
    });
    let set = Method::Minimise(Minimise { chance, ..Minimise::default() });
    Scheme::new(Unit::Person, vec![By::Authority, By::Team, By::Role], arms.collect(), set).unwrap()
}

fn set(chance: u32) -> Minimise {
    Minimise { chance, ..Minimise::default() }
}

/// Three authorities, eight teams in each, two roles: more strata than people could fill evenly.
fn frame(people: usize) -> Vec<FrameUnit> {
    (0..people)
        .map(|n| FrameUnit {
            authority: ["Fernshire", "Marlow Vale", "Oakby"][n % 3].into(),
            reference: format!("S{n:05}"),
            team: format!("Team {}", n / 3 % 8),
            role: ["senior", "social worker"][usize::from(n % 7 > 1)].into(),
            ..FrameUnit::default()
        })
        .collect()
}

fn seed(n: u64) -> Seed {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&n.to_le_bytes());
    bytes.into()
}

/// The widest range of arms over all levels of what is balanced.
fn widest(scheme: &Scheme, frame: &[FrameUnit], dealt: &[(u32, &Arm)]) -> u64 {
    let mut standing = Standing::new(scheme.arms());
    for (unit, (_, arm)) in frame.iter().zip(dealt) {
        let at = scheme.arms().iter().position(|one| one == *arm).unwrap();
        standing.put(levels(scheme.by(), &set(80), unit), at);
    }
    standing.counts.values().map(|counts| counts.iter().max().unwrap() - counts.iter().min().unwrap()).max().unwrap()
}

#[test]
fn the_same_seed_deals_the_same_arms_and_another_seed_others() {
    let (scheme, frame) = (scheme(&[1, 1], 80), frame(200));
    let of = |n| minimise(&scheme, &set(80), &seed(n), &frame);
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
    let turns: std::collections::BTreeSet<u32> = of(1).iter().map(|(turn, _)| *turn).collect();
    assert_eq!(turns, (1..=200).collect());
}

/// Over 200 lists of 240 people no level is further apart than 10, and the widest is less than half as wide as by the toss of a
/// coin, which is what a chance of 50 comes to with two arms.
#[test]
fn every_level_stays_even() {
    let frame = frame(240);
    let widest = |chance| -> Vec<u64> {
        let scheme = scheme(&[1, 1], 80);
        let of = |n| widest(&scheme, &frame, &minimise(&scheme, &set(chance), &seed(n), &frame));
        (0..200).map(of).collect()
    };
    let (minimised, tossed) = (widest(80), widest(50));
    assert!(minimised.iter().all(|apart| *apart <= 10), "{minimised:?}");
    assert!(minimised.iter().sum::<u64>() * 2 < tossed.iter().sum(), "{minimised:?} {tossed:?}");
}

/// 2 to 1: over 200 lists of 240, the served arm has 160 each time, give or take 6.
#[test]
fn an_uneven_ratio_is_kept() {
    let (scheme, frame) = (scheme(&[2, 1], 80), frame(240));
    for n in 0..200 {
        let dealt = minimise(&scheme, &set(80), &seed(n), &frame);
        let first = dealt.iter().filter(|(_, arm)| arm.name == "arm 0").count();
        assert!(first.abs_diff(160) <= 6, "seed {n}: {first}");
    }
}

/// Whoever knows all earlier arms can work out the preferred one, and is right as often as the chance says: 70 of 100 times. Where no
/// arm is preferred they are right half of the time. 200 lists of 240; each share is off by 4.5 standard errors at most.
#[test]
fn nobody_guesses_better_than_the_chance_that_was_set() {
    let (scheme, frame) = (scheme(&[1, 1], 70), frame(240));
    let (mut preferred, mut even) = ((0_u32, 0_u32), (0_u32, 0_u32));
    for n in 0..200 {
        let dealt = minimise(&scheme, &set(70), &seed(n), &frame);
        let mut turns: Vec<usize> = (0..frame.len()).collect();
        turns.sort_by_key(|&index| dealt[index].0);
        let mut standing = Standing::new(scheme.arms());
        for index in turns {
            let levels = levels(scheme.by(), &set(70), &frame[index]);
            let figures = [0, 1].map(|arm| standing.figure(&levels, arm));
            let arm = usize::from(dealt[index].1.name == "arm 1");
            let (right, all) = if figures[0] == figures[1] { &mut even } else { &mut preferred };
            *right += u32::from(usize::from(figures[0] > figures[1]) == arm);
            *all += 1;
            standing.put(levels, arm);
        }
    }
    for ((right, all), chance) in [(preferred, 0.7), (even, 0.5)] {
        let (share, error) = (f64::from(right) / f64::from(all), f64::sqrt(chance * (1.0 - chance) / f64::from(all)));
        assert!(all > 5_000 && (share - chance).abs() < 4.5 * error, "{right} of {all}, for {chance}");
    }
}

/// Each unit is as likely in either arm, over seeds: 1,000 lists of 30; 4.5 standard deviations are 71.
#[test]
fn everybody_is_as_likely_in_one_arm_as_in_the_other() {
    let (scheme, frame) = (scheme(&[1, 1], 80), frame(30));
    let mut served = vec![0_i32; frame.len()];
    for n in 0..1000 {
        for (count, (_, arm)) in served.iter_mut().zip(minimise(&scheme, &set(80), &seed(n), &frame)) {
            *count += i32::from(arm.receives);
        }
    }
    assert!(served.iter().all(|count| (count - 500).abs() < 71), "{served:?}");
}

#[test]
fn what_weighs_more_is_kept_more_even() {
    let frame = frame(241);
    let by_role = |weight: u32| {
        let set = Minimise { chance: 80, weights: [("role".to_owned(), weight)].into() };
        let scheme = scheme(&[1, 1], 80);
        let apart = |n| {
            let dealt = minimise(&scheme, &set, &seed(n), &frame);
            let of = |arm: &str| {
                frame.iter().zip(&dealt).filter(|(unit, (_, one))| unit.role == "senior" && one.name == arm).count()
            };
            of("arm 0").abs_diff(of("arm 1"))
        };
        (0..200).map(apart).sum::<usize>()
    };
    assert!(by_role(20) < by_role(1), "{} {}", by_role(20), by_role(1));
}
