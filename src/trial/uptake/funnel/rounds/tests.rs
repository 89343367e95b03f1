use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{super::counted, *};
use crate::trial::uptake::record::Seen;

fn seen(person: &str, event: Event, occasion: &str) -> Seen {
    Seen { event, person: person.into(), occasion: occasion.into(), detail: String::new() }
}

fn of_rounds(log: &[Seen], members: &Members) -> Funnel {
    counted(Rounds::new(members), log)
}

fn members(receiving: &[&str], others: &[&str]) -> Members {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    Members { in_trial: &own(receiving) | &own(others), receiving: own(receiving) }
}

#[test]
fn people_and_invitations_are_counted_apart_each_where_it_ended() {
    let mut log: Vec<Seen> = ["r1", "r2", "r3"]
        .iter()
        .flat_map(|round| ["ann", "bob", "cai"].map(|person| seen(person, Event::RoundInvited, round)))
        .collect();
    log.extend([
        seen("ann", Event::RoundBooked, "r1/1"),
        seen("ann", Event::RoundApologised, "r1/2"),
        seen("ann", Event::RoundBooked, "r1/3"),
        seen("ann", Event::RoundAttended, "r1"),
        seen("ann", Event::RoundAttended, "r2"),
        seen("ann", Event::RoundAttended, "r3"),
        seen("bob", Event::RoundWaiting, "r1/1"),
        seen("bob", Event::RoundOffered, "r1/2"),
        seen("bob", Event::RoundExpired, "r1/3"),
        seen("bob", Event::RoundDeclined, "r2/1"),
        seen("dee", Event::RoundAttended, "r2"),
        seen("eva", Event::RoundAttended, "r2"),
    ]);
    let funnel = of_rounds(&log, &members(&["ann", "bob", "cai"], &["dee"]));
    let counts = |keys: &[&str]| keys.iter().map(|key| funnel.count(key)).collect::<Vec<_>>();
    assert_eq!(counts(&["invited", "booked", "attended"]), [3, 1, 1]);
    assert_eq!(counts(&["dose_0", "dose_1", "dose_2", "dose_3_or_more"]), [2, 0, 0, 1]);
    assert_eq!(counts(&["invitations", "attendances", "came", "came_besides", "from_another_arm"]), [9, 5, 3, 2, 1]);
    assert_eq!(counts(&["ever_booked", "places_booked", "places_apologised"]), [1, 1, 0]);
    assert_eq!(counts(&["places_expired", "places_declined", "places_silent"]), [1, 1, 6]);
    assert!(funnel.adds_up(), "{:?}", funnel.checks);
    let step = |key| funnel.step(funnel.figure(key).unwrap());
    assert_eq!((step("allocated"), step("invited"), step("booked")), (None, None, Some(1.0 / 3.0)));
}

#[test]
fn an_attendance_that_was_taken_back_counts_only_once_it_is_said_again() {
    let log = [("r1", Event::RoundInvited), ("r1", Event::RoundAttended), ("r1/2", Event::RoundNotAttended)]
        .map(|(occasion, event)| seen("ann", event, occasion));
    let counts = |log: &[Seen]| {
        let funnel = of_rounds(log, &members(&["ann"], &[]));
        ["attended", "attendances", "came", "dose_1"].map(|key| funnel.count(key))
    };
    assert_eq!(counts(&log), [0, 0, 0, 0]);
    // In the order of the codebook, as two things of one moment come.
    let again = [&log[..2], &[seen("ann", Event::RoundAttended, "r1/3")], &log[2..]].concat();
    assert_eq!(counts(&again), [1, 1, 1, 1]);
}

#[test]
fn a_place_that_nobody_was_invited_to_breaks_the_sum() {
    let log = [seen("ann", Event::RoundBooked, "r1/1")];
    assert!(!of_rounds(&log, &members(&["ann"], &[])).checks[0].holds);
}

#[test]
fn an_invitation_to_another_arm_shows_in_the_sums() {
    let log = [seen("dee", Event::RoundInvited, "r1")];
    assert!(!of_rounds(&log, &members(&["ann"], &["dee"])).adds_up());
}

proptest! {
    /// Whatever happens to places that people were invited to, in any order and however often.
    #[test]
    fn the_sums_hold_for_any_order_of_events(
        happened in prop::collection::vec((0..12_u8, 0..4_u8, 0..Event::ALL.len()), 0..300),
    ) {
        let name = |n: u8| format!("p{n}");
        let mut log: Vec<Seen> = (0..12)
            .flat_map(|n| (0..4).map(move |round| (n, round)))
            .map(|(n, round)| seen(&name(n), Event::RoundInvited, &format!("r{round}")))
            .collect();
        for (nth, (n, round, event)) in happened.into_iter().enumerate() {
            log.push(seen(&name(n), Event::ALL[event], &format!("r{round}/{nth}")));
        }
        let own: BTreeSet<String> = (0..12).map(name).collect();
        let funnel = of_rounds(&log, &Members { in_trial: own.clone(), receiving: own });
        prop_assert!(funnel.adds_up(), "{:?}", funnel.checks);
    }
}
