//! When half an hour may be proposed at all: the settings of working days and hours.

use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;

use crate::floor::error::Complaints;

/// Times are on the wall in Europe/London.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    pub nation: String,
    pub day_starts: NaiveTime,
    pub day_ends: NaiveTime,
    pub school_holidays: Vec<SchoolHoliday>,
}

/// Days on which schools are shut, the first and the last among them.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolHoliday {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Availability {
    pub(super) fn complain(&self, complaints: &mut Complaints) {
        if self.day_starts >= self.day_ends {
            complaints.add("availability.day_ends", "availability.day_ends: the day ends after it starts");
        }
        if self.school_holidays.iter().any(|holiday| holiday.until < holiday.from) {
            let says = "availability.school_holidays: each ends on the day it starts, or later";
            complaints.add("availability.school_holidays", says);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::floor::config::Settings;

    #[test]
    fn school_holidays_are_none_unless_they_are_listed_and_end_after_they_start() {
        assert!(Settings::with("").unwrap().availability.school_holidays.is_empty());
        let of = |from: &str, until: &str| {
            let holiday = format!("[{{ from = {from}, until = {until} }}]");
            Settings::with(&format!("[availability]\nschool_holidays = {holiday}\n"))
        };
        assert_eq!(of("2027-03-29", "\"2027-04-09\"").unwrap().availability.school_holidays.len(), 1);
        assert!(of("2027-04-09", "2027-03-29").unwrap_err().to_string().contains("school_holidays"));
    }
}
