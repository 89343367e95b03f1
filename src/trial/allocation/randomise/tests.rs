use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::list::to_csv;
use super::super::scheme::{Blocks, Unit};
use super::*;

fn blocks_of(scheme: &Scheme) -> Blocks {
    match scheme.method() {
        Method::Blocks(blocks) => *blocks,
        other => panic!("{other:?}"),
    }
}

fn arms(ratios: &[u32]) -> Vec<Arm> {
    ratios
        .iter()
        .enumerate()
        .map(|(n, &ratio)| Arm { name: format!("arm {n}"), ratio, receives: n == 0, ..Arm::default() })
        .collect()
}

fn scheme(by: &[By], ratios: &[u32]) -> Scheme {
    Scheme::new(Unit::Person, by.to_vec(), arms(ratios), Blocks::default()).unwrap()
}

fn person(number: usize, authority: &str, team: &str, role: &str) -> FrameUnit {
    FrameUnit {
        authority: authority.into(),
        reference: format!("S{number:05}"),
        site: String::new(),
        team: team.into(),
        role: role.into(),
        ..FrameUnit::default()
    }
}

fn one_stratum(people: usize) -> Vec<FrameUnit> {
    (0..people).map(|n| person(n, "Fernshire", "Duty", "Social worker")).collect()
}

prop_compose! {
    fn any_frame()(places in prop::collection::vec((0..3_usize, 0..4_usize, 0..2_usize), 1..150)) -> Vec<FrameUnit> {
        places.into_iter().enumerate().map(|(n, (authority, team, role))| {
            person(n, ["Fernshire", "Oakby", "Marlow Vale"][authority], ["Duty", "Court", "North", "South"][team], ["Social worker", "Senior"][role])
        }).collect()
    }
}

prop_compose! {
    fn any_scheme()(
        by in prop::sample::subsequence(vec![By::Authority, By::Team, By::Role], 0..=3),
        ratios in prop::collection::vec(1..4_u32, 1..4),
        smallest in 1..3_u32,
        more in 0..3_u32,
    ) -> Scheme {
        Scheme::new(Unit::Person, by, arms(&ratios), Blocks { smallest, largest: smallest + more }).unwrap()
    }
}

/// Rows by stratum and block, each with how many of each arm.
fn blocks(rows: &[Row]) -> BTreeMap<(&str, u32), BTreeMap<&str, u32>> {
    let mut blocks: BTreeMap<(&str, u32), BTreeMap<&str, u32>> = BTreeMap::new();
    for row in rows {
        *blocks.entry((&row.stratum, row.block)).or_default().entry(&row.arm).or_default() += 1;
    }
    blocks
}

proptest! {
    #[test]
    fn the_ratio_is_exact_in_every_whole_block(frame in any_frame(), scheme in any_scheme(), seed: [u8; 32]) {
        let rows = randomise(&scheme, &seed.into(), frame).unwrap();
        let blocks = blocks(&rows);
        for ((stratum, block), counts) in &blocks {
            let last = !blocks.contains_key(&(*stratum, block + 1));
            let times = counts.get("arm 0").copied().unwrap_or(0) / scheme.arms()[0].ratio;
            if !last {
                prop_assert!((blocks_of(&scheme).smallest..=blocks_of(&scheme).largest).contains(&times));
                for arm in scheme.arms() {
                    prop_assert_eq!(counts.get(arm.name.as_str()), Some(&(arm.ratio * times)));
                }
            }
        }
    }

    #[test]
    fn no_stratum_is_ever_out_of_balance_by_more_than_one_block(frame in any_frame(), scheme in any_scheme(), seed: [u8; 32]) {
        let rows = randomise(&scheme, &seed.into(), frame).unwrap();
        let mut strata: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
        for row in &rows {
            *strata.entry(&row.stratum).or_default().entry(&row.arm).or_default() += 1;
            for counts in strata.values() {
                // In units of one arm's share: how far the fullest arm is ahead of the emptiest.
                let shares = scheme.arms().iter().map(|arm| f64::from(counts.get(arm.name.as_str()).copied().unwrap_or(0)) / f64::from(arm.ratio));
                let (low, high) = shares.fold((f64::MAX, 0.0_f64), |(low, high), share| (low.min(share), high.max(share)));
                prop_assert!(high - low <= f64::from(blocks_of(&scheme).largest));
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_in_whatever_order_people_arrive(
        (frame, shuffled) in any_frame().prop_flat_map(|frame| (Just(frame.clone()), Just(frame).prop_shuffle())),
        scheme in any_scheme(), seed: [u8; 32],
    ) {
        let one = to_csv(&randomise(&scheme, &seed.into(), frame).unwrap());
        let other = to_csv(&randomise(&scheme, &seed.into(), shuffled).unwrap());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn everyone_in_the_frame_is_on_the_list_once(frame in any_frame(), scheme in any_scheme(), seed: [u8; 32]) {
        let rows = randomise(&scheme, &seed.into(), frame.clone()).unwrap();
        let mut wanted: Vec<_> = frame.into_iter().map(|unit| (unit.authority, unit.reference)).collect();
        wanted.sort();
        let listed: Vec<_> = rows.iter().map(|row| (row.authority.clone(), row.unit.clone())).collect();
        prop_assert_eq!(listed, wanted);
        prop_assert!(rows.iter().enumerate().all(|(n, row)| row.place as usize == n + 1));
    }

    #[test]
    fn a_stratum_is_drawn_alike_whoever_is_in_the_others(frame in any_frame(), seed: [u8; 32]) {
        let scheme = scheme(&[By::Authority], &[1, 1]);
        let alone: Vec<_> = frame.iter().filter(|unit| unit.authority == "Oakby").cloned().collect();
        prop_assume!(!alone.is_empty());
        let arms = |rows: Vec<Row>| rows.into_iter().filter(|row| row.authority == "Oakby").map(|row| (row.unit, row.arm)).collect::<Vec<_>>();
        let one = arms(randomise(&scheme, &seed.into(), alone).unwrap());
        prop_assert_eq!(one, arms(randomise(&scheme, &seed.into(), frame).unwrap()));
    }
}

#[test]
fn a_plain_roll_out_puts_everyone_in_its_one_arm() {
    let rows = randomise(&scheme(&[By::Team], &[1]), &[3; 32].into(), one_stratum(40)).unwrap();
    assert_eq!(rows.len(), 40);
    assert!(rows.iter().all(|row| row.arm == "arm 0"));
}

#[test]
fn nobody_and_anybody_twice_are_refused() {
    let scheme = scheme(&[], &[1, 1]);
    assert_eq!(randomise(&scheme, &[3; 32].into(), vec![]), Err(Unfit::EmptyFrame));
    let mut twice = one_stratum(3);
    twice.push(FrameUnit { role: "Senior".into(), ..twice[1].clone() });
    assert!(
        matches!(randomise(&scheme, &[3; 32].into(), twice), Err(Unfit::Twice { reference, .. }) if reference == "S00001")
    );
}

#[test]
fn one_reference_in_two_authorities_is_two_people() {
    let frame = vec![person(1, "Fernshire", "Duty", "Senior"), person(1, "Oakby", "Duty", "Senior")];
    let rows = randomise(&scheme(&[By::Team], &[1, 1]), &[3; 32].into(), frame).unwrap();
    assert_eq!(rows.iter().map(|row| row.stratum.as_str()).collect::<Vec<_>>(), ["Fernshire / Duty", "Oakby / Duty"]);
}

/// Theory: with permuted blocks every place, in a whole block or a cut one, falls to an arm with that arm's share.
/// 20,000 lists of 7 people at 2 to 1; the seeds are counted up from zero; the tolerance of 0.0134 is four standard
/// deviations of one share (0.00333).
#[test]
fn over_many_lists_each_place_has_its_arms_share() {
    const LISTS: u32 = 20_000;
    let scheme = scheme(&[], &[2, 1]);
    let mut first_arm = [0_u32; 7];
    for list in 0..LISTS {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&list.to_le_bytes());
        for row in randomise(&scheme, &seed.into(), one_stratum(7)).unwrap() {
            first_arm[row.place as usize - 1] += u32::from(row.arm == "arm 0");
        }
    }
    for count in first_arm {
        assert!((f64::from(count) / f64::from(LISTS) - 2.0 / 3.0).abs() < 0.0134, "{first_arm:?}");
    }
}

/// Whoever knows every earlier arm and where each block ends guesses the arm of which more is left, and where as much is left of both is
/// right half of the time. In a block of 2m, half of each arm, they are right m + 2^(2m - 1) / C(2m, m) - 1/2 times (Blackwell and Hodges
/// 1957). For blocks of 4 that is 1/2 + 2/3 + (2/3 x 1/2 + 1/3) + 1 = 17/6, or 17 of 24; for blocks of 2 it is 3 of 4, and for blocks of
/// 6 it is 41 of 60. 200 lists of 240, from seeds 0 to 199: each share is off by less than 0.008, over 4.5 standard errors.
#[test]
fn the_best_guess_of_the_next_arm_is_right_as_often_as_theory_says() {
    for (times, theory) in [(1, 3.0 / 4.0), (2, 17.0 / 24.0), (3, 41.0 / 60.0)] {
        let blocks = Blocks { smallest: times, largest: times };
        let scheme = Scheme::new(Unit::Person, vec![], arms(&[1, 1]), blocks).unwrap();
        let (mut right, mut all) = (0_u32, 0_u32);
        for seed in 0..200_u8 {
            let rows = randomise(&scheme, &[seed; 32].into(), one_stratum(240)).unwrap();
            for block in rows.chunks(2 * times as usize) {
                let mut left = [times; 2];
                for row in block {
                    let arm = usize::from(row.arm == "arm 1");
                    right += u32::from(usize::from(left[1] > left[0]) == arm);
                    all += 1;
                    left[arm] -= 1;
                }
            }
        }
        let share = f64::from(right) / f64::from(all);
        assert!(all == 48_000 && (share - theory).abs() < 0.008, "blocks of {}: {share} is not {theory}", 2 * times);
    }
}
