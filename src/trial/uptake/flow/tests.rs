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
    Member { person: person.into(), unit: unit.into(), arm: arm.into(), out: false }
}

fn held(key: &str, people: &[&str]) -> Held {
    Held { key: key.into(), title: key.into(), people: people.iter().map(|person| (*person).to_owned()).collect() }
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
    let looked = Looked { assessed: Some(9), excluded: [("has left".to_owned(), 3)].into(), ..Looked::default() };
    // Ann has left, and is analysed where there are data; whoever is on no list is in no box.
    let outcomes = [held("absence", &["ann", "bob", "fay", "zoe"])];
    let known = Known { ever: &people(&log), gone: &gone, outcomes: &outcomes };
    let flow = Flow::of(("letters", "person"), looked, &members, &arms(), known);
    assert!(flow.adds_up(), "{:?}", flow.checks);
    assert_eq!(flow.randomised, Count { units: 3, people: 6 });
    let letter = flow.arms[0].inside.as_ref().unwrap();
    assert_eq!((letter.received.people, letter.lost, letter.discontinued, letter.followed_up.people), (1, 1, 1, 3));
    assert_eq!((letter.outcomes[0].analysed.people, letter.outcomes[0].no_data.people), (2, 2));
    assert_eq!(letter.sites, None, "no site withdrew");
    let why: Vec<(&str, usize)> = letter.not_received.iter().map(|(why, count)| (why.as_str(), *count)).collect();
    let expected =
        [("asked to be left out", 1), ("lines were asked for, no letter was made", 1), ("the letter came back", 1)];
    assert_eq!(why, expected);
    let comparison = flow.arms[1].inside.as_ref().unwrap();
    assert_eq!((comparison.received.people, comparison.withdrawn, comparison.followed_up.people), (1, 1, 1));
    assert_eq!(comparison.not_received["had it all the same"], 1);

    let untold = Flow { unit: "team".into(), ..flow }.untold();
    assert!(untold.adds_up() && untold.checks.len() == 3, "{:?}", untold.checks);
    assert!(untold.arms.iter().all(|arm| arm.inside.is_none() && arm.people.is_none()));
    assert_eq!(untold.arms.iter().map(|arm| arm.units).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn somebody_who_was_counted_twice_or_not_at_all_shows_in_the_sums() {
    let looked = Looked { assessed: Some(3), units_assessed: Some(4), units_left_out: Some(1), ..Looked::default() };
    let members = [member("ann", "A", "letter"), member("bob", "B", "a third arm")];
    let known = Known { ever: &People::default(), gone: &BTreeMap::new(), outcomes: &[] };
    let flow = Flow::of(("letters", "person"), looked, &members, &arms(), known);
    let broken: Vec<&str> = flow.checks.iter().filter(|check| !check.holds).map(|check| &*check.says).collect();
    assert_eq!(
        broken,
        [
            "assessed = excluded + randomised",
            "units assessed = left out whole + randomised",
            "people randomised = those of the arms",
            "units randomised = those of the arms"
        ]
    );
}

#[test]
fn a_unit_is_served_followed_and_analysed_where_one_of_its_people_is_and_withdrew_where_all_of_their_sites_did() {
    let mut members = [
        member("ann", "A", "letter"),
        member("bob", "A", "letter"),
        member("cai", "B", "letter"),
        member("dee", "B", "letter"),
        member("eva", "C", "comparison"),
    ];
    [0, 2, 3].into_iter().for_each(|at: usize| members[at].out = true);
    let log = [seen("ann", Event::LetterPosted)];
    let gone = [("cai", Gone::Left), ("dee", Gone::Erased)].map(|(person, why)| (person.to_owned(), why)).into();
    let outcomes = [held("absence", &["bob", "eva"]), held("survey:After", &["cai"])];
    let known = Known { ever: &people(&log), gone: &gone, outcomes: &outcomes };
    let flow = Flow::of(("letters", "team"), Looked::default(), &members, &arms(), known);
    assert!(flow.adds_up(), "{:?}", flow.checks);
    let letter = flow.arms[0].inside.clone().unwrap();
    let of = |units, people| Count { units, people };
    assert_eq!((letter.received, letter.did_not), (of(1, 1), of(1, 3)));
    assert_eq!((letter.followed_up, letter.not_followed_up), (of(1, 2), of(1, 2)));
    assert_eq!(letter.sites, Some(Sites { stayed: of(1, 1), withdrew: of(1, 3) }));
    assert_eq!((letter.outcomes[0].analysed, letter.outcomes[0].no_data), (of(1, 1), of(1, 3)));
    assert_eq!((letter.outcomes[1].analysed, letter.outcomes[1].no_data), (of(1, 1), of(1, 3)));
    let file = flow.to_csv();
    for line in [
        "\"letter\",\"Site withdrew, still counted\",,3,1,\"\",team\n",
        "\"letter\",\"Not followed up\",\"left\",1,,\"\",team\n",
        "\"letter\",\"No data: absence\",,3,1,\"absence\",team\n",
        "\"comparison\",\"Analysed: survey:After\",,0,0,\"survey:After\",team\n",
    ] {
        assert!(file.contains(line), "{line}{file}");
    }
    assert!(
        flow.to_table().contains("      3  Site withdrew, still counted, with 1 whole team\n"),
        "{}",
        flow.to_table()
    );
}

#[test]
fn a_sum_that_does_not_hold_names_its_arm() {
    let members = [member("ann", "A", "letter"), member("eva", "C", "comparison")];
    let outcomes = [held("absence", &["eva"])];
    let known = Known { ever: &People::default(), gone: &BTreeMap::new(), outcomes: &outcomes };
    let mut flow = Flow::of(("letters", "team"), Looked::default(), &members, &arms(), known);
    let inside = flow.arms[1].inside.as_mut().unwrap();
    inside.outcomes[0].no_data.people = 1;
    inside.followed_up.units = 0;
    inside.not_received.insert("somebody twice".into(), 1);
    let broken: Vec<String> =
        sums(&flow).into_iter().filter(|check| !check.holds).map(|check| check.says.into_owned()).collect();
    assert_eq!(
        broken,
        [
            "comparison: allocated = received + did not receive",
            "comparison: teams allocated = followed up + not followed up",
            "comparison: people allocated = analysed + no data: absence",
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
        (out, data) in (prop::collection::btree_set(0..80_usize, 0..40), prop::collection::btree_set(0..90_usize, 0..90)),
        (intervention, unit) in (prop::sample::select(vec!["letters", "goals", "rounds", "tokens"]), prop::sample::select(vec!["person", "team"])),
    ) {
        let name = |n: usize| format!("p{n}");
        let arms = arms();
        let members: Vec<Member> = placed
            .iter()
            .enumerate()
            .map(|(n, (unit, arm))| Member {
                out: out.contains(&n),
                ..member(&name(n), &format!("{arm}-{unit}"), &arms[*arm].0)
            })
            .collect();
        let log: Vec<Seen> = happened.iter().map(|(n, event)| seen(&name(*n), Event::ALL[*event])).collect();
        let why = |n: u8| [Gone::Left, Gone::OptedOut, Gone::Erased][usize::from(n)];
        let gone = gone.into_iter().map(|(n, reason)| (name(n), why(reason))).collect();
        let assessed = members.len() + excluded.values().sum::<usize>();
        let looked = Looked { assessed: Some(assessed), excluded, ..Looked::default() };
        let with_data = data.into_iter().map(name).collect();
        let outcomes = [Held { key: "absence".into(), title: "Absence".into(), people: with_data }];
        let known = Known { ever: &people(&log), gone: &gone, outcomes: &outcomes };
        let flow = Flow::of((intervention, unit), looked, &members, &arms, known);
        prop_assert!(flow.adds_up(), "{:?}", flow.checks);
        let known: usize = flow.arms.iter().map(|arm| arm.inside.as_ref().unwrap().outcomes[0].analysed.people).sum();
        prop_assert_eq!(known, members.iter().filter(|one| outcomes[0].people.contains(&one.person)).count());
        let sum: usize = flow.arms.iter().filter_map(|arm| arm.people).sum();
        prop_assert_eq!(sum, members.len());
    }
}
