//! Whoever has every figure that is told, of each arm and of everyone, at each place where figures stand, and adds and subtracts them as
//! they like, learns of no fewer than the smallest group: whatever an outcome makes of a person's rows.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::trial::uptake::hide::parts_shown;

const SMALLEST: usize = 3;
/// Large enough that no small number is a multiple of it.
const PRIME: i64 = 1_000_003;

/// Which extracts have a row of each person: a bit an extract. People are in arms in turn.
#[derive(Debug, Clone)]
struct Case {
    arms: usize,
    people: Vec<u8>,
}

fn cases() -> impl Strategy<Value = Case> {
    // Most have a row in every extract, as in life; so a few who differ are seldom hidden by others.
    let person = prop_oneof![3 => Just(0b111_u8), 1 => Just(0b011), 2 => 0..8_u8];
    (2..4_usize, prop::collection::vec(person, 6..14)).prop_map(|(arms, people)| Case { arms, people })
}

/// What a figure is a sum of: of each person with data, one unknown for each set of rows that it rests on.
type Sum = BTreeSet<(usize, u8)>;

/// Every sum that is told: of each arm that is shown, and of everyone where they are not few.
fn told(case: &Case, points: &[usize]) -> Vec<Sum> {
    let mut sums = Vec::new();
    for extracts in points {
        let up_to = (1 << extracts) - 1;
        let of = |arm: usize| -> Sum {
            let mine = (0..case.people.len()).filter(|at| at % case.arms == arm);
            mine.map(|at| (at, case.people[at] & up_to)).filter(|(_, rows)| *rows != 0).collect()
        };
        let each: Vec<Sum> = (0..case.arms).map(of).collect();
        let sizes: Vec<usize> = each.iter().map(Sum::len).collect();
        let all: Sum = each.iter().flatten().copied().collect();
        let shown = parts_shown(&sizes, 0, SMALLEST);
        sums.extend(each.into_iter().zip(shown).filter(|(_, shown)| *shown).map(|(sum, _)| sum));
        sums.extend((all.len() >= SMALLEST).then_some(all));
    }
    sums
}

/// How many of these sums are independent, looking at the unknowns of some people only.
fn rank(sums: &[Sum], of: impl Fn(usize) -> bool) -> usize {
    let unknowns: BTreeSet<(usize, u8)> = sums.iter().flatten().copied().filter(|(person, _)| of(*person)).collect();
    let row = |sum: &Sum| unknowns.iter().map(|unknown| i64::from(sum.contains(unknown))).collect::<Vec<_>>();
    let mut rows: Vec<Vec<i64>> = sums.iter().map(row).collect();
    let mut found = 0;
    for column in 0..unknowns.len() {
        let Some(at) = (found..rows.len()).find(|at| rows[*at][column] != 0) else { continue };
        rows.swap(found, at);
        let lead = rows[found].clone();
        for other in rows.iter_mut().skip(found + 1) {
            let (by, times) = (lead[column], other[column]);
            for (cell, lead) in other.iter_mut().zip(&lead) {
                *cell = (*cell * by - lead * times).rem_euclid(PRIME);
            }
        }
        found += 1;
    }
    found
}

/// A combination of sums in which everybody but these cancels out tells of these alone. There is one where leaving them out makes the sums
/// depend on each other more than they do.
fn tells_of(sums: &[Sum], few: &[usize]) -> bool {
    rank(sums, |person| !few.contains(&person)) < rank(sums, |_| true)
}

fn names(case: &Case) -> Vec<String> {
    (0..case.people.len()).map(|at| format!("p{at}")).collect()
}

fn rows<'a>(case: &Case, names: &'a [String]) -> Vec<Row<'a>> {
    let mut found = Vec::new();
    for (at, rows) in case.people.iter().enumerate() {
        let mine = (1..4_usize).filter(|extract| rows >> (extract - 1) & 1 == 1);
        found.extend(mine.map(|extract| Row {
            extract,
            arm: at % case.arms,
            called: &names[at],
            until: NaiveDate::from_ymd_opt(2027, 3, 31).unwrap(),
        }));
    }
    found
}

/// Every group of one or two of these people.
fn few(people: usize) -> Vec<Vec<usize>> {
    let pairs = (0..people).flat_map(|one| (0..one).map(move |other| vec![one, other]));
    (0..people).map(|one| vec![one]).chain(pairs).collect()
}

#[test]
fn figures_at_every_extract_would_tell_of_one_whose_row_came_late() {
    let case = Case { arms: 2, people: vec![0b11, 0b11, 0b01, 0b01, 0b01, 0b01, 0b01, 0b01] };
    let sums = told(&case, &[1, 2]);
    assert!(tells_of(&sums, &[0]), "two figures of an arm differ by one person's row");
    let names = names(&case);
    let points: Vec<usize> = on_offer(&rows(&case, &names), SMALLEST).iter().map(|point| point.extracts).collect();
    assert_eq!(points, [1]);
}

proptest! {
    #[test]
    fn no_figures_that_are_told_add_up_to_a_few(case in cases()) {
        let names = names(&case);
        let points: Vec<usize> = on_offer(&rows(&case, &names), SMALLEST).iter().map(|point| point.extracts).collect();
        let sums = told(&case, &points);
        for few in few(case.people.len()) {
            prop_assert!(!tells_of(&sums, &few), "{:?} at {:?} tells of {:?}", case, points, few);
        }
    }

    /// What was told stays as it was when more comes in.
    #[test]
    fn a_place_stays_whatever_comes_later(case in cases()) {
        let names = names(&case);
        let rows = rows(&case, &names);
        let before: Vec<Row<'_>> = rows.iter().copied().filter(|row| row.extract < 3).collect();
        let (early, late) = (on_offer(&before, SMALLEST), on_offer(&rows, SMALLEST));
        prop_assert_eq!(&late[..early.len()], &early[..]);
    }

    /// The rank is what it says: in a world with one figure each, nothing is hidden from anybody.
    #[test]
    fn a_figure_of_one_tells_of_one(person in 0..5_usize) {
        let sums: Vec<Sum> = (0..5).map(|at| [(at, 1)].into()).collect();
        prop_assert!(tells_of(&sums, &[person]) && rank(&sums, |_| true) == 5);
    }
}

#[test]
fn an_arm_of_a_few_does_not_follow_from_everyone_less_the_other() {
    // Six in one arm; of the other two answered.
    let one: Sum = (0..6).map(|at| (at, 1)).collect();
    let two: Sum = (6..8).map(|at| (at, 1)).collect();
    let all: Sum = one.union(&two).copied().collect();
    assert!(tells_of(&[one.clone(), all.clone()], &[6, 7]), "as it would be, were the larger arm shown");
    assert_eq!(parts_shown(&[one.len(), two.len()], 0, SMALLEST), [false, false]);
    assert!(!tells_of(&[all], &[6, 7]));
}
