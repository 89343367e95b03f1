//! What a VTIMEZONE says, worked out: the offset at a moment, by the yearly rules in it and by nothing else.
//!
//! Programs that accept a calendar often look the zone's name up and never read its rules, so that nobody notices wrong
//! ones but the people whose program does read them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

use super::lint::component::Component;
use crate::floor::clock::Moment;

/// One STANDARD or DAYLIGHT: from when which offset holds.
#[derive(Debug, Clone)]
pub struct Observance {
    /// The first change, by the clock on the wall.
    onset: NaiveDateTime,
    /// Offsets from UTC before and after, in seconds.
    from: i64,
    to: i64,
    yearly: Option<Yearly>,
}

/// `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`.
#[derive(Debug, Clone, Copy)]
struct Yearly {
    month: u32,
    /// From the start of the month, or from its end when negative.
    nth: i8,
    weekday: Weekday,
}

/// Each observance of a VTIMEZONE; `None` when one of them cannot be read.
#[must_use]
pub fn observances(zone: &Component) -> Option<Vec<Observance>> {
    let found = zone.within.iter().filter(|part| matches!(part.name.as_str(), "STANDARD" | "DAYLIGHT"));
    found.map(Observance::read).collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())
}

/// Seconds from UTC at a moment; `None` without any observance.
#[must_use]
pub fn offset_at(observances: &[Observance], moment: Moment) -> Option<i64> {
    let last = observances.iter().filter_map(|one| Some((one.last_onset(moment)?, one.to))).max();
    let before_all = || observances.iter().min_by_key(|one| one.onset).map(|one| one.from);
    last.map(|(_, offset)| offset).or_else(before_all)
}

/// The UTC moment of a wall-clock time, the first of two where it comes twice.
#[must_use]
pub fn utc_of(observances: &[Observance], wall: NaiveDateTime) -> Option<Moment> {
    let mut offsets: Vec<i64> = observances.iter().flat_map(|one| [one.from, one.to]).collect();
    offsets.sort_unstable_by_key(|offset| -offset);
    let moments = offsets.iter().map(|offset| (wall - TimeDelta::seconds(*offset), *offset));
    moments
        .into_iter()
        .find(|(moment, offset)| offset_at(observances, *moment) == Some(*offset))
        .map(|(moment, _)| moment)
}

impl Observance {
    fn read(part: &Component) -> Option<Self> {
        let value = |name| part.property(name).map(|property| property.value.trim());
        Some(Self {
            onset: NaiveDateTime::parse_from_str(value("DTSTART")?, "%Y%m%dT%H%M%S").ok()?,
            from: offset(value("TZOFFSETFROM")?)?,
            to: offset(value("TZOFFSETTO")?)?,
            yearly: value("RRULE").map(|rule| Yearly::read(rule).ok_or(())).transpose().ok()?,
        })
    }

    /// Its changes in one year, UTC.
    pub fn onset_in(&self, year: i32) -> Option<Moment> {
        let day = match self.yearly {
            Some(yearly) => yearly.day_in(year)?,
            None => Some(self.onset.date()).filter(|day| day.year() == year)?,
        };
        let wall = day.and_time(self.onset.time());
        (wall >= self.onset).then(|| wall - TimeDelta::seconds(self.from))
    }

    fn last_onset(&self, moment: Moment) -> Option<Moment> {
        let once = self.yearly.is_none().then(|| self.onset - TimeDelta::seconds(self.from));
        let yearly = (moment.year() - 1..=moment.year() + 1).rev().filter_map(|year| self.onset_in(year));
        once.into_iter().chain(yearly).find(|onset| *onset <= moment)
    }
}

impl Yearly {
    fn read(rule: &str) -> Option<Self> {
        let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        let only = rule.split(';').all(|part| {
            matches!(part.split('=').next(), Some("FREQ" | "BYMONTH" | "BYDAY" | "WKST")) || part == "INTERVAL=1"
        });
        let by_day = part("BYDAY")?;
        let (nth, day) = by_day.split_at_checked(by_day.len().checked_sub(2)?)?;
        let nth: i8 = nth.parse().ok()?;
        let known = only && part("FREQ")? == "YEARLY" && (1..=5).contains(&nth.abs());
        Some(Self { month: part("BYMONTH")?.parse().ok()?, nth, weekday: weekday(day)? }).filter(|_| known)
    }

    fn day_in(self, year: i32) -> Option<NaiveDate> {
        if let Ok(nth) = u8::try_from(self.nth) {
            return NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, nth);
        }
        let last =
            (1..=5).rev().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, nth))?;
        Some(last - TimeDelta::weeks(i64::from(self.nth.abs()) - 1)).filter(|day| day.month() == self.month)
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let days = [("MO", Mon), ("TU", Tue), ("WE", Wed), ("TH", Thu), ("FR", Fri), ("SA", Sat), ("SU", Sun)];
    days.iter().find(|(day, _)| *day == name).map(|(_, day)| *day)
}

/// `+0100` as seconds.
fn offset(text: &str) -> Option<i64> {
    let (sign, digits) = text.split_at_checked(1)?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let fine = matches!(digits.len(), 4 | 6) && digits.bytes().all(|digit| digit.is_ascii_digit());
    let pair = |at: usize| digits.get(at..at + 2).map_or(Some(0), |pair| pair.parse::<i64>().ok());
    fine.then_some(sign * (pair(0)? * 3600 + pair(2)? * 60 + pair(4)?))
}
