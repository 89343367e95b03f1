//! Time is a value that is passed in: UTC in the store, Europe/London for people, and still in a test.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Europe::London;

/// An instant in UTC, to the microsecond (the finest both engines keep).
pub type Moment = NaiveDateTime;

/// Where `now` comes from: the machine, or a hand that moves it.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    Machine,
    /// The machine's time and so much more (or less).
    Shifted(TimeDelta),
    Hand(Arc<Mutex<Moment>>),
}

impl Clock {
    pub fn machine() -> Self {
        Self(Source::Machine)
    }

    /// A clock that reads `moment` now and runs on from there.
    pub fn running_from(moment: Moment) -> Self {
        Self(Source::Shifted(moment - Utc::now().naive_utc()))
    }

    /// A clock that stands at `moment` until it is moved.
    pub fn still(moment: Moment) -> Self {
        Self(Source::Hand(Arc::new(Mutex::new(moment))))
    }

    /// UTC, whole microseconds.
    pub fn now(&self) -> Moment {
        match &self.0 {
            Source::Machine => whole_micros(Utc::now().naive_utc()),
            Source::Shifted(by) => whole_micros(Utc::now().naive_utc() + *by),
            Source::Hand(hand) => *hand.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The day in Europe/London.
    pub fn today(&self) -> NaiveDate {
        london_date(self.now())
    }

    /// Moves a still clock on. A machine's clock takes no orders.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Hand(hand) = &self.0 {
            *hand.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }

    /// Sets a still clock to `moment`.
    pub fn set(&self, moment: Moment) {
        if let Source::Hand(hand) = &self.0 {
            *hand.lock().unwrap_or_else(PoisonError::into_inner) = moment;
        }
    }
}

fn whole_micros(moment: Moment) -> Moment {
    moment.with_nanosecond(moment.nanosecond() / 1_000 * 1_000).unwrap_or(moment)
}

/// The day in Europe/London on which a UTC moment falls.
pub fn london_date(moment: Moment) -> NaiveDate {
    London.from_utc_datetime(&moment).date_naive()
}

/// The time on the wall in Europe/London.
pub fn london_time(moment: Moment) -> NaiveTime {
    London.from_utc_datetime(&moment).time()
}

/// The UTC moment of a wall-clock time in Europe/London.
///
/// In October's repeated hour it is the first; in March's missing hour, the moment the clocks have gone on.
pub fn london_moment(date: NaiveDate, time: NaiveTime) -> Moment {
    let wall = date.and_time(time);
    London
        .from_local_datetime(&wall)
        .earliest()
        .or_else(|| London.from_local_datetime(&(wall + TimeDelta::hours(1))).earliest())
        .map_or(wall, |moment| moment.naive_utc())
}

/// A date as a person reads it: `3 March 2027`.
pub fn long_date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// A day and a time as an appointment reads: `Tuesday 2 March, 10:00`, in Europe/London.
pub fn appointment(moment: Moment) -> String {
    London.from_utc_datetime(&moment).format("%A %-d %B, %H:%M").to_string()
}

/// A moment as a person reads it: `3 March 2027, 14:05`, in Europe/London.
pub fn long_moment(moment: Moment) -> String {
    London.from_utc_datetime(&moment).format("%-d %B %Y, %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Moment {
        NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn the_day_turns_at_midnight_in_london() {
        assert_eq!(london_date(at(2027, 6, 30, 23, 30)), NaiveDate::from_ymd_opt(2027, 7, 1).unwrap());
        assert_eq!(london_date(at(2027, 1, 31, 23, 30)), NaiveDate::from_ymd_opt(2027, 1, 31).unwrap());
    }

    #[test]
    fn both_clock_changes_are_kept() {
        let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap();
        let day = |m, d| NaiveDate::from_ymd_opt(2027, m, d).unwrap();
        assert_eq!(london_moment(day(3, 27), nine), at(2027, 3, 27, 9, 0));
        assert_eq!(london_moment(day(3, 28), nine), at(2027, 3, 28, 8, 0));
        assert_eq!(london_moment(day(10, 31), nine), at(2027, 10, 31, 9, 0));
        let half_past_one = NaiveTime::from_hms_opt(1, 30, 0).unwrap();
        assert_eq!(london_moment(day(3, 28), half_past_one), at(2027, 3, 28, 1, 30), "an hour that does not exist");
        assert_eq!(london_moment(day(10, 31), half_past_one), at(2027, 10, 31, 0, 30), "the first of the two");
    }
}
