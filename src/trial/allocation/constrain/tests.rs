//! What theory says of constrained randomisation. Seeds are counted up from 0.

use super::*;
use crate::trial::allocation::{
    method::Method,
    scheme::{By, Unit},
};

fn scheme(ratios: &[u32], by: &[By]) -> Scheme {
    let arms = ratios.iter().enumerate().map(|(n, &ratio)| Arm {
        name: format!("arm {n}"),
        ratio,
        receives: n == 0,
        ..Arm::default()
    });
    Scheme::new(Unit::Site, by.to_vec(), arms.collect(), Method::Constrain(Constrain::default())).unwrap()
}

/// Sites of so many people, by turns in two authorities.
fn sites(people: &[u32]) -> Vec<FrameUnit> {
    let site = |(n, &people): (usize, &u32)| FrameUnit {
        authority: ["Fernshire", "Oakby"][n % 2].into(),
        reference: format!("Site {n:02}"),
        site: format!("Site {n:02}"),
        people: [("social worker".to_owned(), people)].into(),
        ..FrameUnit::default()
    };
    people.iter().enumerate().map(site).collect()
}

fn seed(n: u64) -> Seed {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&n.to_le_bytes());
    bytes.into()
}

const THIRTEEN: [u32; 13] = [25, 26, 26, 27, 27, 28, 28, 29, 30, 31, 33, 34, 36];

#[test]
fn all_splits_of_twenty_into_halves_are_scored_once() {
    let splits = every(&[10, 10]);
    assert_eq!((splits.len(), ways(&[10, 10])), (184_756, 184_756));
    assert!(splits.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!((ways(&[7, 6]), every(&[2, 1, 1]).len()), (1716, 12));
}

#[test]
fn the_best_tenth_is_accepted_and_a_list_scores_as_its_mirror_image() {
    let (scheme, set) = (scheme(&[1, 1], &[By::Authority]), Constrain::default());
    let frame = sites(&[30, 42, 25, 61, 33, 27, 48, 39, 55, 29, 26, 31]);
    let scored = Scored::of(&scheme, &set, &seed(1), &frame);
    let accepted: BTreeSet<&Split> = scored.accepted().collect();
    assert!((93..=110).contains(&accepted.len()), "a tenth of 924, and those that tie: {}", accepted.len());
    let mirror = |split: &Split| split.iter().map(|arm| 1 - arm).collect::<Split>();
    assert!(accepted.iter().all(|split| accepted.contains(&mirror(split))));
    let worst_accepted = accepted.iter().map(|split| apart(&frame, split)).max().unwrap();
    let worst = scored.splits.iter().map(|split| apart(&frame, split)).max().unwrap();
    assert!(worst_accepted * 4 < worst, "{worst_accepted} {worst}");
}

/// By how many people the arms differ.
fn apart(frame: &[FrameUnit], split: &Split) -> u32 {
    let of = |arm: u8| {
        let mine = frame.iter().zip(split).filter(|(_, one)| **one == arm);
        mine.map(|(unit, _)| unit.people.values().sum::<u32>()).sum::<u32>()
    };
    of(0).abs_diff(of(1))
}

/// Over 2,000 seeds each of the accepted lists comes up as often as the others: no count of 186 or so lists is more than 4.9
/// standard deviations from its mean, and each site is served in half of the lists, within 4.5 standard deviations (101).
#[test]
fn each_accepted_list_is_as_likely_and_no_site_is_favoured() {
    let (scheme, set) = (scheme(&[1, 1], &[]), Constrain::default());
    let frame = sites(&[30, 42, 25, 61, 33, 27, 48, 39, 55, 29]);
    let mut served = vec![0_i32; frame.len()];
    let mut lists = std::collections::BTreeMap::new();
    for n in 0..2000 {
        let drawn = constrain(&scheme, &set, &seed(n), &frame);
        served.iter_mut().zip(&drawn.split).for_each(|(count, arm)| *count += i32::from(*arm == 0));
        *lists.entry(drawn.split).or_insert(0_u32) += 1;
    }
    let accepted = Scored::of(&scheme, &set, &seed(0), &frame).accepted().count();
    assert_eq!(lists.len(), accepted, "each that is accepted can be drawn");
    let mean = 2000.0 / accepted as f64;
    assert!(lists.values().all(|count| (f64::from(*count) - mean).abs() < 4.9 * mean.sqrt()), "{lists:?}");
    assert!(served.iter().all(|count| (count - 1000).abs() < 101), "{served:?}");
}

#[test]
fn thirteen_sites_are_split_seven_to_six_and_either_arm_may_have_the_seventh() {
    let (scheme, frame) = (scheme(&[1, 1], &[]), sites(&THIRTEEN));
    let sevens = (0..40).filter(|n| {
        let split = constrain(&scheme, &Constrain::default(), &seed(*n), &frame).split;
        let served = split.iter().filter(|arm| **arm == 0).count();
        assert!(served == 6 || served == 7);
        served == 7
    });
    assert!((8..=32).contains(&sevens.count()), "a fair coin over 40 throws");
}

#[test]
fn a_draw_that_is_held_too_tight_names_the_units_that_always_share_an_arm() {
    // Two sites are far larger than all others, so that they are never together in an even list.
    let (scheme, frame) = (scheme(&[1, 1], &[]), sites(&[200, 20, 210, 21, 22, 23]));
    let about = constrain(&scheme, &Constrain { share: 10, candidates: 1000 }, &seed(1), &frame).about;
    assert_eq!((about.candidates, about.all), (20, true));
    assert!(about.never_together.contains(&(1, 3)), "{about:?}");
}

#[test]
fn of_too_many_splits_as_many_are_drawn_as_were_asked_for_and_the_same_ones_again() {
    let people: Vec<u32> = (0..40).map(|n| 20 + n * 7 % 31).collect();
    let (scheme, frame) = (scheme(&[1, 1], &[By::Authority]), sites(&people));
    let set = Constrain { share: 5, candidates: 2000 };
    let drawn = constrain(&scheme, &set, &seed(3), &frame);
    assert_eq!((drawn.about.candidates, drawn.about.all), (2000, false));
    assert_eq!(drawn, constrain(&scheme, &set, &seed(3), &frame));
    assert_ne!(drawn.split, constrain(&scheme, &set, &seed(4), &frame).split);
}

#[test]
fn three_arms_of_uneven_ratio_get_their_shares() {
    let (scheme, frame) = (scheme(&[2, 1, 1], &[]), sites(&THIRTEEN[..12]));
    let drawn = constrain(&scheme, &Constrain::default(), &seed(5), &frame);
    let of = |arm: u8| drawn.split.iter().filter(|one| **one == arm).count();
    assert_eq!([of(0), of(1), of(2)], [6, 3, 3]);
}
