use proptest::prelude::*;

use super::*;
use crate::trial::uptake::{event::Event, record::Seen, roll_up::so_far_of, so_far::Ever};

fn seen(person: &str, event: Event) -> Seen {
    Seen { event, person: person.into(), occasion: "r1".into(), detail: String::new() }
}

fn people(log: &[Seen]) -> People {
    let mut people = People::default();
    so_far_of(log).into_iter().for_each(|(person, so_far)| people.put(person, Ever::of(&so_far)));
    people
}

fn member(person: &str, unit: &str, arm: &str) -> Member {
    Member { person: person.into(), unit: unit.into(), arm: arm.into() }
}

fn arms() -> Vec<(String, bool)> {
    vec![("letter".into(), true), ("comparison".into(), false)]
}

#[test]
fn each_person_of_an_arm_is_in_one_box_with_why() {
    let members = [
        member("ann", "A", "letter"),
        member("bob", "A", "letter"),
        member("cai", "B", "letter"),
        member("dee", "B", "letter"),
        member("eva", "C", "comparison"),
        member("fay", "C", "comparison"),
    ];
    let log = [
        seen("ann", Event::LetterPosted),
        seen("bob", Event::LetterPosted),
        seen("bob", Event::LetterReturned),
        seen("cai", Event::LinesAsked),
        seen("dee", Event::LetterSigned),
        seen("fay", Event::LetterPosted),
    ];
    let gone = [("ann", Gone::Left), ("dee", Gone::OptedOut), ("eva", Gone::Erased)];
    let gone = gone.map(|(person, why)| (person.to_owned(), why)).into();
    let looked = Looked { assessed: Some(9), excluded: [("has left".to_owned(), 3)].into() };
    let flow = Flow::of("letters", looked, &members, &arms(), &people(&log), &gone);
    assert!(flow.adds_up(), "{:?}", flow.checks);
    assert_eq!(flow.randomised, Count { units: 3, people: 6 });
    let letter = flow.arms[0].inside.as_ref().unwrap();
    assert_eq!((letter.received, letter.lost, letter.discontinued, letter.analysed), (1, 1, 1, 3));
    let why: Vec<(&str, usize)> = letter.not_received.iter().map(|(why, count)| (why.as_str(), *count)).collect();
    let expected = [
        ("asked to be left out before", 1),
        ("lines were asked for, no letter was made", 1),
        ("the letter came back", 1),
    ];
    assert_eq!(why, expected);
    let comparison = flow.arms[1].inside.as_ref().unwrap();
    assert_eq!((comparison.received, comparison.withdrawn, comparison.analysed), (1, 1, 1));
    assert_eq!(comparison.not_received["had it all the same"], 1);

    let untold = Flow { unit: "team".into(), ..flow }.untold();
    assert!(untold.adds_up() && untold.checks.len() == 3, "{:?}", untold.checks);
    assert!(untold.arms.iter().all(|arm| arm.inside.is_none() && arm.people.is_none()));
    assert_eq!(untold.arms.iter().map(|arm| arm.units).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn somebody_who_was_counted_twice_or_not_at_all_shows_in_the_sums() {
    let looked = Looked { assessed: Some(3), excluded: BTreeMap::new() };
    let members = [member("ann", "A", "letter"), member("bob", "B", "a third arm")];
    let flow = Flow::of("letters", looked, &members, &arms(), &People::default(), &BTreeMap::new());
    let broken: Vec<&str> = flow.checks.iter().filter(|check| !check.holds).map(|check| check.says).collect();
    assert_eq!(
        broken,
        [
            "assessed = excluded + randomised",
            "people randomised = those of the arms",
            "units randomised = those of the arms"
        ]
    );
}

proptest! {
    /// Whatever happened to whom, and whoever is gone.
    #[test]
    fn every_box_is_the_sum_of_those_below_it(
        placed in prop::collection::vec((0..6_u8, 0..2_usize), 1..80),
        happened in prop::collection::vec((0..80_usize, 0..Event::ALL.len()), 0..200),
        gone in prop::collection::btree_map(0..80_usize, 0..3_u8, 0..30),
        excluded in prop::collection::btree_map("[a-c]", 0..9_usize, 0..3),
        intervention in prop::sample::select(vec!["letters", "goals", "rounds", "tokens"]),
    ) {
        let name = |n: usize| format!("p{n}");
        let arms = arms();
        let members: Vec<Member> = placed
            .iter()
            .enumerate()
            .map(|(n, (unit, arm))| member(&name(n), &format!("{arm}-{unit}"), &arms[*arm].0))
            .collect();
        let log: Vec<Seen> = happened.iter().map(|(n, event)| seen(&name(*n), Event::ALL[*event])).collect();
        let why = |n: u8| [Gone::Left, Gone::OptedOut, Gone::Erased][usize::from(n)];
        let gone = gone.into_iter().map(|(n, reason)| (name(n), why(reason))).collect();
        let assessed = members.len() + excluded.values().sum::<usize>();
        let looked = Looked { assessed: Some(assessed), excluded };
        let flow = Flow::of(intervention, looked, &members, &arms, &people(&log), &gone);
        prop_assert!(flow.adds_up(), "{:?}", flow.checks);
        let sum: usize = flow.arms.iter().filter_map(|arm| arm.people).sum();
        prop_assert_eq!(sum, members.len());
    }
}
