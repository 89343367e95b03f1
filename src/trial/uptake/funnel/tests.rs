use proptest::prelude::*;

use super::*;
use crate::trial::uptake::record::Seen;

fn seen(person: &str, event: Event, detail: &str) -> Seen {
    Seen { event, person: person.into(), occasion: String::new(), detail: detail.into() }
}

fn of_letters(log: &[Seen], members: &Members) -> Funnel {
    counted(Letters::new(members, false, 8), log)
}

fn members(receiving: &[&str], others: &[&str]) -> Members {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    Members { in_trial: &own(receiving) | &own(others), receiving: own(receiving) }
}

#[test]
fn each_person_is_counted_once_where_they_stand() {
    let log = [
        seen("ann", Event::LinesAsked, ""),
        seen("bob", Event::LinesAsked, ""),
        seen("cai", Event::LinesAsked, ""),
        seen("dee", Event::LinesAsked, ""),
        seen("eva", Event::LinesAsked, ""),
        seen("fay", Event::LinesAsked, ""),
        seen("ann", Event::LinesFallback, ""),
        seen("ann", Event::LinesGave, ""),
        seen("bob", Event::LinesFallback, ""),
        seen("cai", Event::LinesNoLongerAsked, "left"),
        seen("eva", Event::LinesNone, "not_known_well"),
        seen("ann", Event::LetterComposed, ""),
        seen("ann", Event::LetterHeld, "address"),
        seen("ann", Event::LetterReady, ""),
        seen("ann", Event::LetterSigned, ""),
        seen("ann", Event::LetterPosted, ""),
        seen("bob", Event::LetterComposed, ""),
        seen("bob", Event::LetterReady, ""),
        seen("bob", Event::LetterHeld, "address"),
        seen("cai", Event::LetterNotOwed, "left"),
        seen("dee", Event::LetterComposed, ""),
        seen("dee", Event::LetterWithdrawn, "upset"),
    ];
    let funnel = of_letters(&log, &members(&["ann", "bob", "cai", "dee", "eva"], &["fay"]));
    let counts = |keys: &[&str]| keys.iter().map(|key| funnel.count(key)).collect::<Vec<_>>();
    assert_eq!(
        counts(&["in_trial", "asked", "gave", "fallback", "no_lines", "no_longer_asked", "outstanding"]),
        [6, 6, 1, 1, 1, 1, 2]
    );
    assert_eq!(counts(&["allocated", "posted", "held", "withdrawn", "not_owed", "in_hand"]), [5, 1, 1, 1, 1, 1]);
    assert_eq!(funnel.not_owed, BTreeMap::from([("left".to_owned(), 1)]));
    assert!(funnel.adds_up(), "{:?}", funnel.checks);
}

#[test]
fn a_letter_for_a_control_breaks_two_sums() {
    let funnel = of_letters(&[seen("fay", Event::LetterPosted, "")], &members(&["ann"], &["fay"]));
    let holds: Vec<bool> = funnel.checks.iter().map(|check| check.holds).collect();
    assert_eq!(holds, [true, false, false]);
    assert_eq!(funnel.count("comparison_letters"), 1);
}

#[test]
fn lines_that_nobody_was_asked_for_break_the_sum() {
    let funnel = of_letters(&[seen("ann", Event::LinesGave, "")], &members(&["ann"], &[]));
    assert!(!funnel.checks[0].holds);
}

#[test]
fn percentages_are_not_chained_across_denominators() {
    let log =
        [seen("ann", Event::LinesAsked, ""), seen("ann", Event::LinesGave, ""), seen("ann", Event::LetterPosted, "")];
    let funnel = of_letters(&log, &members(&["ann", "bob"], &[]));
    let get = |key: &str| funnel.figure(key).unwrap();
    assert_eq!(get("posted").share(), Some(0.5));
    assert_eq!(get("in_trial").share(), None);
    assert!(get("posted").step_from(get("gave")).unwrap_err().to_string().contains("would mean nothing"));
    assert_eq!(get("posted").step_from(get("composed")), Ok(None));
    assert_eq!(get("in_hand").step_from(get("posted")), Ok(Some(1.0)));
    assert_eq!((funnel.step(get("allocated")), funnel.step(get("composed"))), (None, None));
}

proptest! {
    /// As Hearten writes the log (lines only of those asked, letters only of those allocated), whatever the order
    /// of events and however often they come, every sum holds.
    #[test]
    fn the_sums_hold_for_any_log_that_keeps_the_rules(
        asked in prop::collection::btree_set(0..40_u8, 0..40),
        receiving in prop::collection::btree_set(0..40_u8, 0..40),
        happened in prop::collection::vec((0..40_u8, 0..Event::ALL.len()), 0..300),
    ) {
        let name = |n: &u8| format!("p{n}");
        let mut log: Vec<Seen> = asked.iter().map(|n| seen(&name(n), Event::LinesAsked, "")).collect();
        for (n, event) in happened {
            let event = Event::ALL[event];
            let fits = match event.denominator() {
                Denominator::Asked => asked.contains(&n),
                Denominator::Allocated | Denominator::Posted => receiving.contains(&n),
                _ => event != Event::LinesAsked,
            };
            if fits { log.push(seen(&name(&n), event, "why")); }
        }
        let members = Members { in_trial: (0..40).map(|n| name(&n)).collect(), receiving: receiving.iter().map(name).collect() };
        let funnel = of_letters(&log, &members);
        prop_assert!(funnel.adds_up(), "{:?}", funnel.checks);
        prop_assert_eq!(funnel.not_owed.values().sum::<usize>(), funnel.count("not_owed"));
    }
}
