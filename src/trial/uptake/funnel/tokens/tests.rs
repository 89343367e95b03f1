use chrono::Datelike;

use super::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

/// Events in the order in which they are put down, each as (building, event, occasion, day, detail).
fn log(rows: &[(&str, Event, &str, u32, &str)]) -> Vec<OfSite> {
    let at = |nth: usize| day(1).and_hms_opt(9, 0, 0).unwrap() + chrono::TimeDelta::minutes(nth as i64);
    let one = |(nth, (site, event, occasion, on, detail)): (usize, &(&str, Event, &str, u32, &str))| OfSite {
        at: at(nth),
        occasion: (*occasion).to_owned(),
        event: *event,
        site: (*site).to_owned(),
        on: day(*on),
        detail: (*detail).to_owned(),
    };
    rows.iter().enumerate().map(one).collect()
}

fn buildings(people: &[(&str, usize)], receiving: &[&str]) -> Buildings {
    Buildings {
        people: people.iter().map(|(site, people)| ((*site).to_owned(), *people)).collect(),
        receiving: receiving.iter().map(|site| (*site).to_owned()).collect(),
    }
}

fn weekday(day: NaiveDate) -> bool {
    day.weekday().number_from_monday() < 6
}

#[test]
fn buildings_are_counted_and_days_are_the_dose() {
    let seen = log(&[
        ("a", Event::TokenPlaced, "a", 1, "2027-03-01/2027-03-12/30"),
        ("b", Event::TokenPlaced, "b", 1, "2027-03-01/2027-03-12/25"),
        ("a", Event::TokenDelivered, "a/0000", 2, ""),
        ("a", Event::TokenSetUp, "a/0001", 2, ""),
        ("a", Event::TokenOut, "a/0002", 4, ""),
        ("a", Event::TokenBack, "a/0003", 5, ""),
        ("a", Event::TokenOut, "a/0004", 8, ""),
        ("a", Event::TokenNotOut, "a/0004", 8, ""),
        ("a", Event::TokenStockOut, "s1", 8, "tea"),
        ("a", Event::TokenStockBack, "s1", 10, "tea"),
        ("a", Event::TokenFault, "f1", 4, "broken"),
        ("a", Event::TokenFaultClosed, "f1", 5, "broken"),
    ]);
    let of_each = Building::of_each(&seen, weekday, day(11));
    let funnel = Funnel::of_tokens(&of_each, &buildings(&[("a", 30), ("b", 25), ("c", 26)], &["a", "b"]), true);
    let counts = |keys: &[&str]| keys.iter().map(|key| funnel.count(key)).collect::<Vec<_>>();
    assert_eq!(counts(&["in_trial", "allocated", "placed", "delivered", "set_up"]), [3, 2, 2, 1, 1]);
    assert_eq!(counts(&["people_in_trial", "people_allocated", "people_reached"]), [81, 55, 30]);
    // Of 1 to 12 March ten are working days; eight have gone by in each building.
    assert_eq!(counts(&["days_planned", "days_working", "days_not_yet", "days_out_of_order"]), [20, 6, 9, 1]);
    assert_eq!(counts(&["days_without_stock", "stock_outs", "breakdowns", "faults", "faults_closed"]), [2, 1, 1, 1, 1]);
    assert_eq!(funnel.figure("days_working").unwrap().whole, 16);
    assert!(funnel.adds_up(), "{:?}", funnel.checks);
    assert_eq!(funnel.step(funnel.figure("set_up").unwrap()), Some(1.0));
}

#[test]
fn a_token_in_a_building_of_another_arm_breaks_the_sum() {
    let of_each = Building::of_each(&log(&[("c", Event::TokenPlaced, "c", 1, "")]), weekday, day(11));
    let funnel = Funnel::of_tokens(&of_each, &buildings(&[("a", 30), ("c", 26)], &["a"]), false);
    assert!(!funnel.adds_up());
    assert_eq!(funnel.count("placed"), 0, "it is no part of those allocated");
    let people = ["people_allocated", "people_reached"].map(|key| funnel.figure(key));
    assert_eq!(people, [None, None], "a sum of people would name the buildings");
}

#[test]
fn what_is_set_up_and_was_never_delivered_breaks_the_sum() {
    let of_each = Building::of_each(&log(&[("a", Event::TokenSetUp, "a/0000", 2, "")]), weekday, day(11));
    assert!(!Funnel::of_tokens(&of_each, &buildings(&[("a", 30)], &["a"]), true).adds_up());
}
