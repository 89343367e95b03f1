//! Working days: Monday to Friday, without the bank holidays of the nation. Until when those are known is data too.

use std::{collections::BTreeMap, fmt, str::FromStr, sync::LazyLock};

use chrono::{Datelike, Days as DaysOn, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::floor::{
    clock::long_date,
    error::{Error, Result},
};

/// Where the days are those of one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    EnglandAndWales,
    Scotland,
    NorthernIreland,
}

impl Nation {
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// As the settings write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }
}

impl fmt::Display for Nation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Nation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|nation| nation.name() == text).ok_or_else(|| {
            let known = Self::ALL.map(Self::name).join(", ");
            Error::invalid("availability.nation", format!("availability.nation: use one of {known}"))
        })
    }
}

#[derive(Debug, Deserialize)]
struct File {
    known_until: NaiveDate,
    day: Vec<Day>,
}

#[derive(Debug, Deserialize)]
struct Day {
    on: NaiveDate,
    name: String,
    #[serde(rename = "in")]
    nations: Vec<Nation>,
}

static FILE: LazyLock<Option<File>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../config/availability/bank_holidays.toml")).ok());

/// The days of one nation.
#[derive(Debug, Clone)]
pub struct Days {
    holidays: BTreeMap<NaiveDate, String>,
    known_until: NaiveDate,
}

impl Days {
    pub fn of(nation: Nation) -> Result<Self> {
        let file = FILE.as_ref().ok_or_else(|| Error::broken("the list of bank holidays does not read"))?;
        let here = file.day.iter().filter(|day| day.nations.contains(&nation));
        Ok(Self { holidays: here.map(|day| (day.on, day.name.clone())).collect(), known_until: file.known_until })
    }

    /// The name of the bank holiday on a day.
    #[must_use]
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        self.holidays.get(&day).map(String::as_str)
    }

    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && self.holiday(day).is_none()
    }

    /// The first working day after one.
    #[must_use]
    pub fn next_working(&self, day: NaiveDate) -> NaiveDate {
        let after = (1..=14).filter_map(|days| day.checked_add_days(DaysOn::new(days)));
        after.into_iter().find(|day| self.is_working(*day)).unwrap_or(day)
    }

    /// What to say of a plan that runs to `last`, where bank holidays are not known so far.
    #[must_use]
    pub fn warning(&self, last: NaiveDate) -> Option<String> {
        (last > self.known_until).then(|| {
            let known = long_date(self.known_until);
            format!("Bank holidays are known until {known} only. Something later may fall on one.")
        })
    }
}

/// The Monday of a day's week.
#[must_use]
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(DaysOn::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn easter_is_no_working_day_and_each_nation_has_its_own() {
        let [wales, scotland, ireland] = Nation::ALL.map(|nation| Days::of(nation).unwrap());
        assert_eq!(wales.holiday(day(2027, 3, 26)), Some("Good Friday"));
        assert_eq!([&wales, &scotland, &ireland].map(|days| days.is_working(day(2027, 3, 29))), [false, true, false]);
        assert_eq!([&wales, &scotland, &ireland].map(|days| days.is_working(day(2027, 7, 12))), [true, true, false]);
        assert_eq!(wales.next_working(day(2027, 3, 25)), day(2027, 3, 30));
        assert!(!wales.is_working(day(2027, 3, 27)), "a Saturday");
    }

    /// Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    fn easter(year: i32) -> NaiveDate {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let n = h + l - 7 * m + 114;
        day(year, u32::try_from(n / 31).unwrap(), u32::try_from(n % 31 + 1).unwrap())
    }

    #[test]
    fn the_list_agrees_with_the_rules_that_made_it() {
        let days = Days::of(Nation::EnglandAndWales).unwrap();
        for year in 2026..=2028 {
            let sunday = easter(year);
            assert_eq!(days.holiday(sunday - DaysOn::new(2)), Some("Good Friday"), "{year}");
            assert_eq!(days.holiday(sunday + DaysOn::new(1)), Some("Easter Monday"), "{year}");
            assert_eq!(days.holidays.keys().filter(|day| day.year() == year).count(), 8, "{year}");
        }
        assert!(days.holidays.keys().all(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)));
    }

    #[test]
    fn a_plan_beyond_what_is_known_is_warned_of() {
        let days = Days::of(Nation::Scotland).unwrap();
        assert!(days.warning(day(2028, 12, 31)).is_none());
        assert!(days.warning(day(2029, 1, 1)).unwrap().contains("31 December 2028"));
    }

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!([day(2027, 3, 1), day(2027, 3, 7)].map(monday), [day(2027, 3, 1); 2]);
    }
}
