//! The interval from lists drawn again, worked out anew in Python from what its test says: over every split, over lists that are given,
//! and over those that a constrained draw accepts, which the judge scores for itself.

use hearten::trial::{
    allocation::{
        constrain::{Scored, constrain},
        method::{Constrain, Method},
        randomise::FrameUnit,
        scheme::{Arm, By, Scheme, Unit},
        seed::Seed,
    },
    outcomes::analyse::{Data, Estimate, How, Interval, Lists, analyse},
};
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha20Rng;
use serde_json::{Value, json};

use crate::{judged, made_up};

/// Made-up people in clusters of these sizes, in the arms of `drawn`.
fn data(seed: u64, sizes: &[usize], drawn: &[u8]) -> Data {
    let mut data = made_up(seed, sizes, true);
    data.people.iter_mut().for_each(|one| one.arm = drawn[one.cluster].into());
    data
}

/// The figures that were come to, under the names that the judge gives its own, beside what they are of.
fn ours(data: &Data, drawn: &[u8], lists: &Lists, kind: &Value) -> Value {
    let found = analyse(data, lists, 1).contrasts.remove(0).told.unwrap();
    let redrawn = |one: &&Estimate| matches!(one.how, How::Redrawn { .. });
    let estimate = found.estimates.iter().find(redrawn).unwrap();
    let How::Redrawn { lists: many, accepted } = estimate.how else { unreachable!() };
    assert_eq!(accepted, lists.accepted);
    let Interval::Of { from, until } = estimate.interval else { panic!("{:?}", estimate.interval) };
    let values = |cluster| {
        let mine = data.people.iter().filter(move |one| one.cluster == cluster);
        mine.filter_map(|one| one.value).collect::<Vec<_>>()
    };
    let mut set = json!({
        "units": (0..drawn.len()).map(values).collect::<Vec<_>>(),
        "drawn": drawn,
        "figures": { "lists": many, "difference": estimate.difference, "from": from, "until": until },
    });
    set.as_object_mut().unwrap().extend(kind.as_object().unwrap().clone());
    set
}

/// All ways to put as many units into the served arm as `drawn` does.
fn every(drawn: &[u8]) -> Lists {
    let served = drawn.iter().filter(|arm| **arm == 1).count() as u32;
    let all = (0_u32..1 << drawn.len()).filter(|bits| bits.count_ones() == served);
    let list = |bits: u32| (0..drawn.len()).map(|at| u8::from(bits >> at & 1 == 1)).collect();
    Lists { arms: all.map(list).collect(), accepted: false }
}

/// As blocks deal them: by halves but for one or two units, the one that was drawn first.
fn uneven(seed: u64, drawn: &[u8]) -> Lists {
    let mut chance = ChaCha20Rng::seed_from_u64(seed);
    let mut arms = vec![drawn.to_vec()];
    arms.extend((0..1_999).map(|_| {
        let served = drawn.len() / 2 + chance.random_range(0..3) - 1;
        let mut list: Vec<u8> = (0..drawn.len()).map(|at| u8::from(at < served)).collect();
        list.shuffle(&mut chance);
        list
    }));
    Lists { arms, accepted: false }
}

/// Teams of so many workers and senior workers, by turns in three authorities.
fn teams(people: &[(u32, u32)]) -> Vec<FrameUnit> {
    let team = |(n, (workers, seniors)): (usize, &(u32, u32))| FrameUnit {
        authority: ["Fernshire", "Northmoor", "Oakby"][n % 3].into(),
        reference: format!("Team {n:02}"),
        team: format!("Team {n:02}"),
        people: [("senior social worker".to_owned(), *seniors), ("social worker".to_owned(), *workers)].into(),
        ..FrameUnit::default()
    };
    let mut frame: Vec<FrameUnit> = people.iter().enumerate().map(team).collect();
    frame.sort_unstable();
    frame
}

/// A trial of teams by constrained randomisation, drawn; what the judge is told of it is the frame's own numbers and the share.
fn constrained(seed: u8, by: &[By], share: u32, people: &[(u32, u32)]) -> Value {
    let arm = |name: &str, receives| Arm { name: name.to_owned(), ratio: 1, receives, ..Arm::default() };
    let set = Constrain { share, ..Constrain::default() };
    let arms = vec![arm("comparison", false), arm("letter", true)];
    let scheme = Scheme::new(Unit::Team, by.to_vec(), arms, Method::Constrain(set.clone())).unwrap();
    let (frame, seed_of_list) = (teams(people), Seed::from([seed; 32]));
    let drawn = constrain(&scheme, &set, &seed_of_list, &frame).split;
    let accepted = Scored::of(&scheme, &set, &seed_of_list, &frame).accepted().cloned().collect();
    let size = |unit: &FrameUnit| unit.people.values().sum::<u32>();
    let mut balance: Vec<Vec<u32>> = vec![frame.iter().map(size).collect()];
    if by.contains(&By::Authority) {
        let belongs = |name: &str| frame.iter().map(|unit| u32::from(unit.authority == name)).collect();
        balance.extend(["Fernshire", "Northmoor", "Oakby"].map(belongs));
    }
    let sizes: Vec<usize> = frame.iter().map(|unit| size(unit) as usize).collect();
    let lists = Lists { arms: accepted, accepted: true };
    let kind = json!({ "lists": "balanced", "balance": balance, "share": share });
    ours(&data(u64::from(seed), &sizes, &drawn), &drawn, &lists, &kind)
}

#[test]
#[ignore = "needs Python's scipy"]
fn an_interval_over_lists_is_the_one_that_another_package_comes_to() {
    let sizes = [12, 7, 9, 15, 8, 11, 6, 10, 13, 9];
    let (even, odd) = ([1, 0, 0, 1, 1, 0, 1, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0]);
    let every = |seed: u64, drawn: &[u8]| {
        ours(&data(seed, &sizes[..drawn.len()], drawn), drawn, &every(drawn), &json!({ "lists": "every" }))
    };
    let given = |seed: u64, drawn: &[u8]| {
        let lists = uneven(seed, drawn);
        let kind = json!({ "lists": "given", "given": lists.arms });
        ours(&data(seed, &sizes[..drawn.len()], drawn), drawn, &lists, &kind)
    };
    let people =
        [(9, 2), (12, 3), (7, 1), (15, 2), (8, 4), (11, 1), (10, 2), (14, 3), (6, 2), (13, 1), (17, 5), (9, 3)];
    let sets = json!({
        "every split of eight": every(11, &even),
        "every split of nine, five and four": every(12, &odd),
        "every split of ten": every(13, &[0, 1, 1, 0, 1, 0, 0, 1, 0, 1]),
        "lists drawn again": given(14, &[1, 0, 0, 1, 0, 1, 1, 0, 1, 0]),
        "lists drawn again, of nine": given(15, &odd),
        "constrained by size": constrained(16, &[], 10, &people),
        "constrained by authority": constrained(17, &[By::Authority], 25, &people),
        "constrained, of eleven": constrained(18, &[By::Authority], 10, &people[..11]),
    });
    assert_eq!(judged("redrawn.py", &sets), "32 figures agree");
}
