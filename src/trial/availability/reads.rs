//! How a time that is taken reads on a page.

use chrono::{NaiveTime, TimeDelta, Weekday};

use super::{
    absence::{Kind, Taken, WeekTime},
    span::Span,
};
use crate::floor::clock::{Moment, london_date, london_time, long_date, long_moment};

/// To when in a day a weekly time goes that is given no end.
pub const LAST_MINUTE: (u32, u32) = (23, 59);

impl Kind {
    /// The word at the head of a row.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Leave => "Leave",
            Self::Duty => "Duty",
            Self::Court => "Court",
            Self::Other => "Something else",
        }
    }
}

impl Taken {
    /// `3 March 2027`, `3 March 2027 to 5 March 2027`, `3 March 2027, 09:00 to 13:00`, `Every Friday`.
    #[must_use]
    pub fn reads(&self) -> String {
        match self {
            Self::Once(span) => once(span),
            Self::Weekly(time) => weekly(*time),
        }
    }
}

/// A weekday's whole name.
#[must_use]
pub const fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn once(span: &Span) -> String {
    let last = london_date(span.ends - TimeDelta::minutes(1));
    match (is_midnight(span.starts), is_midnight(span.ends)) {
        (true, true) if span.day() == last => long_date(last),
        (true, true) => format!("{} to {}", long_date(span.day()), long_date(last)),
        (false, true) => format!("{} to the end of {}", long_moment(span.starts), long_date(last)),
        _ if span.day() == last => {
            format!("{} to {}", long_moment(span.starts), london_time(span.ends).format("%H:%M"))
        }
        _ => format!("{} to {}", long_moment(span.starts), long_moment(span.ends)),
    }
}

fn weekly(time: WeekTime) -> String {
    let day = day_name(time.weekday);
    let (from, until) = (time.from.format("%H:%M"), time.until.format("%H:%M"));
    let to_the_end = Some(time.until) == NaiveTime::from_hms_opt(LAST_MINUTE.0, LAST_MINUTE.1, 0);
    match (time.from == NaiveTime::MIN, to_the_end) {
        (true, true) => format!("Every {day}"),
        (true, false) => format!("Every {day} until {until}"),
        (false, true) => format!("Every {day} from {from}"),
        (false, false) => format!("Every {day}, {from} to {until}"),
    }
}

fn is_midnight(moment: Moment) -> bool {
    london_time(moment) == NaiveTime::MIN
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    fn time(hour: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
    }

    #[test]
    fn a_time_reads_as_people_say_it_on_both_sides_of_a_clock_change() {
        let reads = |from: (NaiveDate, Option<NaiveTime>), until: (NaiveDate, Option<NaiveTime>)| {
            Taken::Once(Span::stretch(from, until).unwrap()).reads()
        };
        assert_eq!(reads((day(3, 28), None), (day(3, 28), None)), "28 March 2027");
        assert_eq!(reads((day(3, 26), None), (day(4, 2), None)), "26 March 2027 to 2 April 2027");
        assert_eq!(reads((day(4, 2), Some(time(9))), (day(4, 2), Some(time(13)))), "2 April 2027, 09:00 to 13:00");
        assert_eq!(
            reads((day(4, 2), Some(time(9))), (day(4, 3), None)),
            "2 April 2027, 09:00 to the end of 3 April 2027"
        );
        assert_eq!(reads((day(4, 2), None), (day(4, 3), Some(time(9)))), "2 April 2027, 00:00 to 3 April 2027, 09:00");
    }

    #[test]
    fn a_time_of_the_week_reads_with_its_hours_or_without() {
        let all_day = NaiveTime::from_hms_opt(23, 59, 0).unwrap();
        let fridays = |from, until| Taken::Weekly(WeekTime { weekday: Weekday::Fri, from, until }).reads();
        assert_eq!(fridays(NaiveTime::MIN, all_day), "Every Friday");
        assert_eq!(fridays(time(13), all_day), "Every Friday from 13:00");
        assert_eq!(fridays(NaiveTime::MIN, time(12)), "Every Friday until 12:00");
        assert_eq!(fridays(time(13), time(17)), "Every Friday, 13:00 to 17:00");
    }
}
