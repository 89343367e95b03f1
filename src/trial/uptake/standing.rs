//! On how many days something worked that stands in a building: its dose. A day in Europe/London is what the thing was when the
//! day ended, whichever hour it changed at and however many hours the day had.

use chrono::NaiveDate;

/// How it stands from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not there, or not set up yet.
    NotYet,
    Working,
    OutOfOrder,
    TakenAway,
}

/// Days of a plan, by how they ended. They add up to the days that were asked about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DaysOf {
    pub working: usize,
    pub not_yet: usize,
    pub out_of_order: usize,
    pub taken_away: usize,
    /// Days that have not ended: today, and those to come.
    pub to_come: usize,
}

impl DaysOf {
    /// Every day that was planned.
    #[must_use]
    pub const fn planned(&self) -> usize {
        self.gone_by() + self.to_come
    }

    /// Those that have ended.
    #[must_use]
    pub const fn gone_by(&self) -> usize {
        self.working + self.not_yet + self.out_of_order + self.taken_away
    }
}

impl std::ops::Add for DaysOf {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            working: self.working + other.working,
            not_yet: self.not_yet + other.not_yet,
            out_of_order: self.out_of_order + other.out_of_order,
            taken_away: self.taken_away + other.taken_away,
            to_come: self.to_come + other.to_come,
        }
    }
}

/// Counts `days` by how each ended. `changes` are in the order in which they happened: of two on one day the later counts.
pub fn count(changes: &[(NaiveDate, Standing)], days: impl IntoIterator<Item = NaiveDate>, today: NaiveDate) -> DaysOf {
    let mut found = DaysOf::default();
    for day in days {
        let which = match at_end_of(changes, day) {
            _ if day >= today => &mut found.to_come,
            Standing::NotYet => &mut found.not_yet,
            Standing::Working => &mut found.working,
            Standing::OutOfOrder => &mut found.out_of_order,
            Standing::TakenAway => &mut found.taken_away,
        };
        *which += 1;
    }
    found
}

/// How it stood when a day ended.
#[must_use]
pub fn at_end_of(changes: &[(NaiveDate, Standing)], day: NaiveDate) -> Standing {
    changes.iter().rev().find(|(on, _)| *on <= day).map_or(Standing::NotYet, |(_, standing)| *standing)
}

/// How many of `days` ended with something missing. A gap holds its first day, and not the one on which it ended; gaps that overlap
/// count once.
pub fn days_in(
    gaps: &[(NaiveDate, Option<NaiveDate>)],
    days: impl IntoIterator<Item = NaiveDate>,
    today: NaiveDate,
) -> usize {
    let missing =
        |day: &NaiveDate| gaps.iter().any(|(from, until)| from <= day && until.is_none_or(|until| *day < until));
    days.into_iter().filter(|day| *day < today && missing(day)).count()
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveTime, TimeDelta};
    use proptest::prelude::*;

    use super::{Standing::*, *};
    use crate::floor::clock::{london_date, london_moment};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    fn every_day(from: NaiveDate, until: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        from.iter_days().take_while(move |day| *day <= until)
    }

    #[test]
    fn a_day_is_what_the_thing_was_when_the_day_ended() {
        let changes = [
            (day(3, 3), Working),
            (day(3, 5), OutOfOrder),
            (day(3, 8), Working),
            (day(3, 9), OutOfOrder),
            (day(3, 9), Working),
            (day(3, 11), TakenAway),
        ];
        let found = count(&changes, every_day(day(3, 1), day(3, 14)), day(3, 13));
        let expected = DaysOf { not_yet: 2, working: 5, out_of_order: 3, taken_away: 2, to_come: 2 };
        assert_eq!(found, expected);
        assert_eq!(found.planned(), 14);
    }

    /// An hour that is missing and an hour that comes twice: each of those days is one day, and a change late in the evening in UTC
    /// is the next day's in summer and the same day's in winter.
    #[test]
    fn both_clock_changes_leave_each_day_one_day() {
        let late = NaiveTime::from_hms_opt(23, 30, 0).unwrap();
        for (change, before) in [(day(3, 28), day(3, 26)), (day(10, 31), day(10, 29))] {
            let set_up = london_date(london_moment(before, late));
            let days: Vec<NaiveDate> = every_day(before, change + TimeDelta::days(2)).collect();
            let found = count(&[(set_up, Working)], days.iter().copied(), change + TimeDelta::days(30));
            assert_eq!((set_up, found.working, days.len()), (before, 5, 5), "{change}");
            // From an hour before the clocks change until a day after is one day and the next, whatever the hours.
            let at = |date, hour| london_moment(date, NaiveTime::from_hms_opt(hour, 30, 0).unwrap());
            let broken =
                [(before, Working), (london_date(at(change, 0)), OutOfOrder), (london_date(at(change, 3)), Working)];
            assert_eq!(count(&broken, days.iter().copied(), change + TimeDelta::days(30)).out_of_order, 0, "{change}");
            let night = [
                (before, Working),
                (london_date(at(change, 0)), OutOfOrder),
                (london_date(at(change + TimeDelta::days(1), 0)), Working),
            ];
            assert_eq!(count(&night, days, change + TimeDelta::days(30)).out_of_order, 1, "{change}");
        }
        let half_past_eleven = |date: NaiveDate| date.and_time(late);
        assert_eq!(london_date(half_past_eleven(day(3, 27))), day(3, 27));
        assert_eq!(london_date(half_past_eleven(day(3, 28))), day(3, 29));
        assert_eq!(london_date(half_past_eleven(day(10, 30))), day(10, 31));
        assert_eq!(london_date(half_past_eleven(day(10, 31))), day(10, 31));
    }

    #[test]
    fn days_without_stock_hold_the_first_day_and_not_the_day_of_the_delivery() {
        let gaps = [(day(3, 2), Some(day(3, 4))), (day(3, 3), Some(day(3, 5))), (day(3, 9), None)];
        assert_eq!(days_in(&gaps, every_day(day(3, 1), day(3, 31)), day(3, 11)), 5);
        assert_eq!(days_in(&[(day(3, 2), Some(day(3, 2)))], every_day(day(3, 1), day(3, 9)), day(3, 31)), 0);
    }

    const KINDS: [Standing; 4] = [NotYet, Working, OutOfOrder, TakenAway];

    proptest! {
        /// Days told apart add up to the days that there are, and agree with the lengths of the stretches between changes.
        #[test]
        fn days_add_up_and_are_as_long_as_the_stretches(
            steps in prop::collection::vec((0..40_i64, 0..4_usize), 0..12),
            (from, long, today) in (0..200_i64, 0..200_i64, 0..500_i64),
        ) {
            let start = day(1, 1);
            let mut at = start;
            let changes: Vec<(NaiveDate, Standing)> = steps
                .into_iter()
                .map(|(later, kind)| {
                    at += TimeDelta::days(later);
                    (at, KINDS[kind])
                })
                .collect();
            let (first, last) = (start + TimeDelta::days(from), start + TimeDelta::days(from + long));
            let today = start + TimeDelta::days(today);
            let found = count(&changes, every_day(first, last), today);
            prop_assert_eq!(found.planned(), usize::try_from(long + 1).unwrap());
            let end = last.succ_opt().unwrap().min(today);
            let overlap = |from: NaiveDate, until: NaiveDate| (until.min(end) - from.max(first)).num_days().max(0);
            let until = |nth: usize| changes.get(nth + 1).map_or(NaiveDate::MAX, |(on, _)| *on);
            let worked: i64 = changes
                .iter()
                .enumerate()
                .filter(|(_, (_, standing))| *standing == Working)
                .map(|(nth, (on, _))| overlap(*on, until(nth)))
                .sum();
            prop_assert_eq!(i64::try_from(found.working).unwrap(), worked);
        }
    }
}
