//! The same half hour every week: which one to propose for somebody, and what to do in a week in which it is taken.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime, Weekday};

use super::{days::monday, free::Availability, span::Span};
use crate::floor::clock::{Moment, london_time};

/// A time of the week, in Europe/London.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekly {
    pub weekday: Weekday,
    pub time: NaiveTime,
}

/// Late enough that the day's first calls are made, early enough that the day is not yet lost.
const BEST: (u32, u32) = (10, 0);

impl Weekly {
    /// Its span in the week of `monday`.
    #[must_use]
    pub fn in_week(self, monday: NaiveDate, minutes: i64) -> Span {
        let day = monday.checked_add_days(Days::new(u64::from(self.weekday.num_days_from_monday())));
        Span::at(day.unwrap_or(monday), self.time, minutes)
    }

    fn key(self) -> (u32, NaiveTime) {
        (self.weekday.num_days_from_monday(), self.time)
    }
}

/// The time to propose: free in the most of the weeks that begin on `mondays`; of those, the one that fewest of the team have,
/// so that there is always somebody for the telephone; of those, the nearest to mid-morning. `None` where nothing is ever free.
#[must_use]
pub fn propose(free: &Availability, mondays: &[NaiveDate], minutes: i64, team: &[Weekly]) -> Option<Weekly> {
    let mut weeks: BTreeMap<(u32, NaiveTime), usize> = BTreeMap::new();
    for monday in mondays {
        for (place, weekday) in
            [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri].iter().enumerate()
        {
            let day = monday.checked_add_days(Days::new(place as u64)).unwrap_or(*monday);
            for span in free.on(day, minutes) {
                let time = london_time(span.starts);
                *weeks.entry(Weekly { weekday: *weekday, time }.key()).or_default() += 1;
            }
        }
    }
    let crowd = |key: &(u32, NaiveTime)| team.iter().filter(|weekly| weekly.key() == *key).count();
    let same_day = |key: &(u32, NaiveTime)| team.iter().filter(|weekly| weekly.key().0 == key.0).count();
    let rank = |(key, weeks): &(&(u32, NaiveTime), &usize)| {
        (usize::MAX - **weeks, crowd(key), same_day(key), from_best(key.1), key.0)
    };
    let best = weeks.iter().min_by_key(rank);
    let ((day, time), _) = best?;
    Some(Weekly { weekday: Weekday::try_from(u8::try_from(*day).ok()?).ok()?, time: *time })
}

/// The free time of the same week that is nearest to what was meant, after `now`.
#[must_use]
pub fn nearest(free: &Availability, meant: &Span, now: Moment) -> Option<Span> {
    let minutes = meant.minutes();
    let mut found = this_week(free, meant.day(), minutes, now);
    found.sort_by_key(|span| ((span.starts - meant.starts).abs(), span.starts));
    found.first().copied()
}

/// Every free time in the week of a day, after `now`, the earliest first.
#[must_use]
pub fn this_week(free: &Availability, day: NaiveDate, minutes: i64, now: Moment) -> Vec<Span> {
    let monday = monday(day);
    let days = (0..5).filter_map(|place| monday.checked_add_days(Days::new(place)));
    days.flat_map(|day| free.on(day, minutes).collect::<Vec<_>>()).filter(|span| span.starts > now).collect()
}

/// Up to `many` free times that are as unlike each other as a week allows: each on a day of its own while there are days.
#[must_use]
pub fn spread(times: &[Span], many: usize) -> Vec<Span> {
    let mut days: BTreeMap<NaiveDate, Vec<Span>> = BTreeMap::new();
    times.iter().for_each(|span| days.entry(span.day()).or_default().push(*span));
    let mut chosen: Vec<Span> = Vec::new();
    let best = |spans: &Vec<Span>, chosen: &[Span]| {
        let open = spans.iter().filter(|span| !chosen.contains(span));
        open.min_by_key(|span| from_best(london_time(span.starts))).copied()
    };
    while chosen.len() < many {
        let before = chosen.len();
        for spans in days.values() {
            if chosen.len() < many {
                chosen.extend(best(spans, &chosen));
            }
        }
        if chosen.len() == before {
            break;
        }
    }
    chosen.sort();
    chosen
}

fn from_best(time: NaiveTime) -> i64 {
    let best = NaiveTime::from_hms_opt(BEST.0, BEST.1, 0).unwrap_or_default();
    (time - best).num_minutes().abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::availability::{
        absence::{Absence, Kind, Taken},
        days::{Days as Working, Nation},
    };

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn march(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    fn of(taken: &[Span]) -> Availability {
        let absences: Vec<Absence> =
            taken.iter().map(|span| Absence { kind: Kind::Leave, taken: Taken::Once(*span) }).collect();
        Availability::new(Working::of(Nation::EnglandAndWales).unwrap(), (time(9, 0), time(17, 0)), &absences)
    }

    fn mondays() -> Vec<NaiveDate> {
        (0..6).map(|week| march(8) + Days::new(week * 7)).collect()
    }

    #[test]
    fn a_team_is_spread_over_the_week_and_easter_is_kept_clear_of() {
        let mut team = Vec::new();
        for _ in 0..6 {
            team.push(propose(&of(&[]), &mondays(), 30, &team).unwrap());
        }
        let said: Vec<_> =
            team.iter().map(|weekly| format!("{} {}", weekly.weekday, weekly.time.format("%H:%M"))).collect();
        // Good Friday and Easter Monday fall into these weeks, so that only three days are free in all six.
        assert_eq!(said, ["Tue 10:00", "Wed 10:00", "Thu 10:00", "Tue 09:30", "Wed 09:30", "Thu 09:30"]);
    }

    #[test]
    fn whoever_is_never_free_is_proposed_nothing() {
        let away = of(&[Span::days(march(1), march(31) + Days::new(60))]);
        assert_eq!(propose(&away, &mondays(), 30, &[]), None);
    }

    #[test]
    fn the_time_of_a_clock_change_stays_on_the_wall() {
        let weekly = Weekly { weekday: Weekday::Tue, time: time(10, 0) };
        let starts = [march(22), march(29)].map(|monday| weekly.in_week(monday, 30).starts.time());
        assert_eq!(starts, [time(10, 0), time(9, 0)], "in UTC");
    }

    #[test]
    fn a_week_in_which_the_time_is_taken_offers_the_nearest() {
        let meant = Span::at(march(9), time(10, 0), 30);
        let busy = of(&[Span::at(march(9), time(9, 0), 240)]);
        assert_eq!(nearest(&busy, &meant, march(1).into()), Some(Span::at(march(9), time(13, 0), 30)));
        let away = of(&[Span::days(march(8), march(14))]);
        assert_eq!(nearest(&away, &meant, march(1).into()), None);
        assert_eq!(nearest(&of(&[]), &meant, march(13).into()), None, "the week is over");
    }

    #[test]
    fn what_is_offered_lies_on_different_days_while_there_are_any() {
        let week = this_week(&of(&[]), march(9), 30, march(1).into());
        let offered = spread(&week, 3);
        assert_eq!(offered.iter().map(Span::day).collect::<Vec<_>>(), [march(8), march(9), march(10)]);
        let friday = this_week(&of(&[]), march(12), 30, march(12).into());
        assert_eq!(spread(&friday, 3).len(), 3, "all on the one day that is left");
    }
}
