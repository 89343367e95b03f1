//! The dates of a year of Rounds, by a rule: the third Thursday of each month, say, at times that rotate, so that whoever can
//! never come at noon can come some time.

use chrono::{Datelike, Months, NaiveDate, NaiveTime, TimeDelta, Weekday};

use crate::trial::availability::{days::Days, span::Span};

/// How long a Round is, in minutes: one hour (Schwartz Center; Point of Care Foundation).
pub const ROUND_MINUTES: i64 = 60;
/// Before and after it, for which the room and people's time are taken: 90 minutes altogether.
pub const MARGIN_MINUTES: i32 = 15;
/// The most that one rule plans.
pub const MOST: u32 = 24;

/// Which of a month's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Nth(u8),
    Last,
}

/// A rule for dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub which: Which,
    pub weekday: Weekday,
    /// By the clock on the wall, one after the other and from the first again.
    pub times: Vec<NaiveTime>,
    /// No Round before this day.
    pub from: NaiveDate,
    /// One each so many months.
    pub months: u32,
    pub count: u32,
}

/// A date that a rule gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub span: Span,
    /// The bank holiday that the rule's own day was, for which the Round is a week later.
    pub instead_of: Option<String>,
}

impl Rule {
    /// The dates, in order. Where the rule's day is no working day, the Round is a week later.
    #[must_use]
    pub fn dates(&self, days: &Days) -> Vec<Planned> {
        let Some(mut month) = self.from.with_day(1) else { return Vec::new() };
        let mut found = Vec::new();
        while found.len() < self.count.min(MOST) as usize {
            if let Some(day) = self.day_in(month).filter(|day| *day >= self.from) {
                let time = self.times.get(found.len() % self.times.len().max(1)).copied().unwrap_or_default();
                let instead_of = days.holiday(day).map(str::to_owned);
                let day = (0..9)
                    .map(|weeks| day + TimeDelta::days(7 * weeks))
                    .find(|day| days.is_working(*day))
                    .unwrap_or(day);
                found.push(Planned { span: Span::at(day, time, ROUND_MINUTES), instead_of });
                month = month + Months::new(self.months.max(1));
            } else {
                month = month + Months::new(1);
            }
        }
        found
    }

    fn day_in(&self, month: NaiveDate) -> Option<NaiveDate> {
        match self.which {
            Which::Nth(n) => NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), self.weekday, n),
            Which::Last => [5, 4]
                .into_iter()
                .find_map(|n| NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), self.weekday, n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        floor::clock::{london_date, london_time},
        trial::availability::days::Nation,
    };

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn time(hour: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
    }

    fn dates(rule: &Rule) -> Vec<(NaiveDate, NaiveTime)> {
        let days = Days::of(Nation::EnglandAndWales).unwrap();
        let spans = rule.dates(&days).into_iter().map(|planned| planned.span);
        spans.map(|span| (london_date(span.starts), london_time(span.starts))).collect()
    }

    #[test]
    fn third_thursdays_rotate_their_times_over_both_clock_changes() {
        let rule = Rule {
            which: Which::Nth(3),
            weekday: Weekday::Thu,
            times: vec![time(12), time(13)],
            from: day(2027, 2, 20),
            months: 1,
            count: 9,
        };
        let dates = dates(&rule);
        assert_eq!(dates[0], (day(2027, 3, 18), time(12)), "February’s has gone by");
        assert_eq!(dates[1], (day(2027, 4, 15), time(13)));
        assert_eq!(dates[8], (day(2027, 11, 18), time(12)));
    }

    #[test]
    fn a_bank_holiday_puts_a_round_off_by_a_week() {
        let rule = Rule {
            which: Which::Last,
            weekday: Weekday::Mon,
            times: vec![time(12)],
            from: day(2027, 4, 1),
            months: 1,
            count: 2,
        };
        assert_eq!(dates(&rule), [(day(2027, 4, 26), time(12)), (day(2027, 6, 7), time(12))]);
        let days = Days::of(Nation::EnglandAndWales).unwrap();
        assert_eq!(rule.dates(&days)[1].instead_of.as_deref(), Some("Spring bank holiday"));
    }
}
