use proptest::prelude::*;

use super::*;
use crate::floor::clock::london_moment;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

fn at(of: u32, hour: u32) -> Moment {
    london_moment(day(of), chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap())
}

fn so_far_of(taken: &[Taken<'_>]) -> SoFar {
    let mut so_far = SoFar::default();
    taken.iter().for_each(|taken| so_far.take(taken));
    so_far
}

const fn taken(event: Event, at: Moment, occasion: &str) -> Taken<'_> {
    Taken { event, at, occasion, detail: "" }
}

#[test]
fn the_last_that_was_said_counts_in_whatever_order_it_comes() {
    let said = [
        taken(Event::RoundBooked, at(3, 9), "r1/a"),
        taken(Event::RoundApologised, at(4, 9), "r1/b"),
        taken(Event::RoundAttended, at(5, 9), "r1"),
        taken(Event::RoundNotAttended, at(5, 10), "r1/2"),
    ];
    let backwards: Vec<Taken<'_>> = said.iter().rev().copied().collect();
    let so_far = so_far_of(&said);
    assert_eq!(so_far, so_far_of(&backwards));
    assert_eq!(so_far.places().count(), 1);
    assert_eq!(so_far.places().next().unwrap().last(Question::Place), Some(Event::RoundApologised));
    assert!(so_far.saw(Event::RoundBooked) && !so_far.saw(Event::RoundAttended));
}

#[test]
fn before_a_day_is_as_it_stood_when_the_day_began() {
    let said = [
        taken(Event::TimeDeclined, at(3, 23), "r"),
        taken(Event::TimeAgreed, at(4, 0), "r"),
        taken(Event::SlotInvited, at(4, 1), "r/1"),
    ];
    let stood = |of| so_far_of(&said).before(day(of)).last(Question::Time).map(|(event, _)| event);
    assert_eq!([stood(3), stood(4), stood(5)], [None, Some(Event::TimeDeclined), Some(Event::TimeAgreed)]);
    assert!(!so_far_of(&said).before(day(4)).saw(Event::SlotInvited));
}

#[test]
fn a_week_of_a_run_is_a_place_and_so_is_a_round() {
    let said = ["r/1", "r/1/0", "r/1/3", "r/2", "r"].map(|occasion| taken(Event::SlotAccepted, at(3, 9), occasion));
    assert_eq!(so_far_of(&said).many(Event::SlotAccepted), 3);
    let said = ["r1", "r1/2", "r2/1"].map(|occasion| taken(Event::RoundBooked, at(3, 9), occasion));
    assert_eq!(so_far_of(&said).many(Event::RoundBooked), 2);
}

/// An event is kept by its place in the codebook: a new one goes to the end of it.
#[test]
fn the_codebook_keeps_its_order() {
    let order: Vec<&str> = Event::ALL.iter().map(|event| event.name()).collect();
    insta::assert_snapshot!(order.join("\n"));
}

proptest! {
    /// In any order, however often, and however it is kept in between.
    #[test]
    fn any_order_comes_to_the_same(
        happened in prop::collection::vec((0..Event::ALL.len(), 1..9_u32, 0..24_u32, 0..4_u8, "[ab]"), 0..60),
        seed in any::<u64>(),
        cut in 1..10_u32,
    ) {
        let occasions = ["r", "r/1", "r/1/2", "s/2"];
        let all: Vec<Taken<'_>> = happened
            .iter()
            .map(|(event, of, hour, occasion, detail)| Taken {
                event: Event::ALL[*event],
                at: at(*of, *hour),
                occasion: occasions[usize::from(*occasion)],
                detail,
            })
            .collect();
        let straight = so_far_of(&all);
        let mut mixed: Vec<(u64, Taken<'_>)> = all
            .iter()
            .chain(&all)
            .enumerate()
            .map(|(nth, taken)| (seed.wrapping_mul(nth as u64 | 1).rotate_left(17), *taken))
            .collect();
        mixed.sort_by_key(|(by, _)| *by);
        let mut other = SoFar::default();
        for (_, taken) in &mixed {
            other = SoFar::read(&other.bytes().unwrap()).unwrap();
            other.take(taken);
        }
        prop_assert_eq!(&straight, &other);
        // As it stood before a day is what the events of the days before come to.
        let earlier: Vec<Taken<'_>> = all.iter().filter(|one| london_date(one.at) < day(cut)).copied().collect();
        let (stood, meant) = (straight.before(day(cut)), so_far_of(&earlier));
        for event in Event::ALL {
            prop_assert_eq!(stood.saw(*event), meant.saw(*event));
            prop_assert_eq!(stood.many(*event), meant.many(*event));
        }
        for question in [Question::Letter, Question::NotOwed, Question::Time, Question::Place, Question::Attendance] {
            prop_assert_eq!(stood.last(question), meant.last(question));
        }
    }
}
