//! A date or time as a field gives it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::component::Property;
use crate::floor::clock::Moment;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Utc(Moment),
    /// The clock on the wall somewhere.
    Zoned(NaiveDateTime, Tz),
    /// In a zone that only the calendar itself knows.
    Elsewhere(NaiveDateTime),
    Floating(NaiveDateTime),
    Day(NaiveDate),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotATime {
    /// Digits in the right places, and no such day or hour.
    DoesNotExist,
    Unreadable,
}

impl When {
    /// The first of two, where a time comes twice. `None` for one that never comes or that no zone is known for.
    pub fn utc(self) -> Option<Moment> {
        match self {
            Self::Utc(moment) => Some(moment),
            Self::Zoned(wall, zone) => zone.from_local_datetime(&wall).earliest().map(|moment| moment.naive_utc()),
            _ => None,
        }
    }

    /// Whether its clocks skip it.
    pub fn is_skipped(self) -> bool {
        matches!(self, Self::Zoned(wall, zone) if zone.from_local_datetime(&wall).earliest().is_none())
    }
}

pub fn read(property: &Property) -> Result<When, NotATime> {
    let value = property.value.trim();
    let (digits, is_utc) = value.strip_suffix('Z').map_or((value, false), |digits| (digits, true));
    let Some((date, time)) = digits.split_once('T') else {
        return if is_utc { Err(NotATime::Unreadable) } else { day(digits).map(When::Day) };
    };
    let wall = day(date)?.and_time(clock(time)?);
    match (is_utc, property.parameter("TZID")) {
        (true, None) => Ok(When::Utc(wall)),
        (true, Some(_)) => Err(NotATime::Unreadable),
        (false, None) => Ok(When::Floating(wall)),
        (false, Some(zone)) => Ok(zone.parse().map_or(When::Elsewhere(wall), |zone| When::Zoned(wall, zone))),
    }
}

fn day(digits: &str) -> Result<NaiveDate, NotATime> {
    let [year, month, day] = numbers(digits, [4, 2, 2])?;
    NaiveDate::from_ymd_opt(year.cast_signed(), month, day).ok_or(NotATime::DoesNotExist)
}

fn clock(digits: &str) -> Result<NaiveTime, NotATime> {
    let [hour, minute, second] = numbers(digits, [2, 2, 2])?;
    NaiveTime::from_hms_opt(hour, minute, second).ok_or(NotATime::DoesNotExist)
}

fn numbers(digits: &str, lengths: [usize; 3]) -> Result<[u32; 3], NotATime> {
    let whole: usize = lengths.iter().sum();
    if digits.len() != whole || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(NotATime::Unreadable);
    }
    let mut from = 0;
    Ok(lengths.map(|length| {
        from += length;
        digits.get(from - length..from).and_then(|part| part.parse().ok()).unwrap_or_default()
    }))
}

/// A DURATION: `PT30M`, `-P1DT2H`, `P2W`.
pub fn length(text: &str) -> Option<TimeDelta> {
    let (sign, rest) = text.strip_prefix('-').map_or((1, text.strip_prefix('+').unwrap_or(text)), |rest| (-1, rest));
    let (days, time) =
        rest.strip_prefix('P')?.split_once('T').map_or((rest.get(1..)?, ""), |(days, time)| (days, time));
    let units = [(days, 'W', 604_800), (days, 'D', 86_400), (time, 'H', 3600), (time, 'M', 60), (time, 'S', 1)];
    let (mut seconds, mut read) = (0_i64, 0);
    for (part, unit, worth) in units {
        let Some((before, _)) = part.split_once(unit) else { continue };
        let digits = before.rsplit(|letter: char| !letter.is_ascii_digit()).next()?;
        seconds += i64::from(digits.parse::<u32>().ok()?) * worth;
        read += digits.len() + 1;
    }
    let whole = read > 0 && read == days.len() + time.len();
    TimeDelta::try_seconds(sign * seconds).filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_whole_or_not_at_all() {
        let read = |text| length(text).map(|length| length.num_seconds());
        assert_eq!(
            [read("PT30M"), read("-PT30M"), read("P1DT2H"), read("P2W")],
            [1800, -1800, 93_600, 1_209_600].map(Some)
        );
        assert_eq!(["", "P", "PT", "30M", "P30", "PT30", "PTM", "PT30MX", "P1H", "PT1D"].map(read), [None; 10]);
    }
}
