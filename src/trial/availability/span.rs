//! A stretch of time, in UTC, that ends before its end.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::floor::clock::{Moment, london_date, london_moment};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub starts: Moment,
    pub ends: Moment,
}

impl Span {
    /// `minutes` from a wall-clock time in Europe/London.
    #[must_use]
    pub fn at(day: NaiveDate, time: NaiveTime, minutes: i64) -> Self {
        let starts = london_moment(day, time);
        Self { starts, ends: starts + TimeDelta::minutes(minutes) }
    }

    /// Between two wall-clock times of one day in Europe/London.
    #[must_use]
    pub fn between(day: NaiveDate, from: NaiveTime, until: NaiveTime) -> Self {
        Self { starts: london_moment(day, from), ends: london_moment(day, until) }
    }

    /// Whole days in Europe/London, the last one among them. A day of a clock change has 23 hours, or 25.
    #[must_use]
    pub fn days(first: NaiveDate, last: NaiveDate) -> Self {
        let after = last.succ_opt().unwrap_or(last);
        Self { starts: london_moment(first, NaiveTime::MIN), ends: london_moment(after, NaiveTime::MIN) }
    }

    /// From a day, or a time of it, to the end of a day, or a time of it. `None` where it ends before it starts.
    #[must_use]
    pub fn stretch(from: (NaiveDate, Option<NaiveTime>), until: (NaiveDate, Option<NaiveTime>)) -> Option<Self> {
        let starts = london_moment(from.0, from.1.unwrap_or(NaiveTime::MIN));
        let ends = until.1.map_or_else(|| Self::days(until.0, until.0).ends, |time| london_moment(until.0, time));
        (starts < ends).then_some(Self { starts, ends })
    }

    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts < other.ends && other.starts < self.ends
    }

    /// Whether all of `other` lies in this one.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.starts <= other.starts && other.ends <= self.ends
    }

    /// The day in Europe/London on which it begins.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        london_date(self.starts)
    }

    #[must_use]
    pub fn minutes(&self) -> i64 {
        (self.ends - self.starts).num_minutes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn march(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    fn ten() -> NaiveTime {
        NaiveTime::from_hms_opt(10, 0, 0).unwrap()
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        let first = Span::at(march(2), ten(), 30);
        let next = Span { starts: first.ends, ends: first.ends + TimeDelta::minutes(30) };
        assert!(!first.overlaps(&next) && !next.overlaps(&first));
        assert!(first.overlaps(&Span::at(march(2), ten(), 60)));
        assert!(Span::days(march(2), march(2)).holds(&first) && !first.holds(&Span::days(march(2), march(2))));
    }

    #[test]
    fn a_day_of_a_clock_change_is_an_hour_shorter_or_longer() {
        let october = NaiveDate::from_ymd_opt(2027, 10, 31).unwrap();
        assert_eq!([march(27), march(28), october].map(|day| Span::days(day, day).minutes() / 60), [24, 23, 25]);
    }
}
