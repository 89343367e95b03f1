//! Times in an answer, as UTC. Exchange names zones as Windows does ('GMT Standard Time') and describes them since 1601; some
//! programs make up a zone and describe it, and then the description counts.

use std::str::FromStr;

use calcard::{
    common::timezone::Tz,
    icalendar::{ICalendarComponent, ICalendarEntry, ICalendarProperty as Field, ICalendarValue},
};
use chrono::TimeZone;
use chrono_tz::Europe::London;

use crate::floor::{
    calendar::{
        lint::{reading::Reading, rules::Faults},
        observance::{observances, utc_of},
    },
    clock::Moment,
};

/// Start and end of an event. `None` for a whole day, or where a time cannot be told.
pub fn span(event: &ICalendarComponent, calendar: &str) -> Option<(Moment, Moment)> {
    let starts = moment(event.property(&Field::Dtstart)?, calendar)?;
    let ends = match event.property(&Field::Dtend) {
        Some(ends) => moment(ends, calendar)?,
        None => match event.property(&Field::Duration)?.values.first()? {
            ICalendarValue::Duration(length) => starts.checked_add_signed(length.to_time_delta()?)?,
            _ => return None,
        },
    };
    (ends > starts).then_some((starts, ends))
}

/// One time as UTC. A time without a zone is taken to be London's.
pub fn moment(entry: &ICalendarEntry, calendar: &str) -> Option<Moment> {
    let ICalendarValue::PartialDateTime(given) = entry.values.first()? else { return None };
    let read = given.to_date_time().filter(|_| given.has_time())?;
    if let Some(offset) = read.offset {
        return offset.from_local_datetime(&read.date_time).earliest().map(|moment| moment.naive_utc());
    }
    let earliest =
        |zone: chrono_tz::Tz| zone.from_local_datetime(&read.date_time).earliest().map(|moment| moment.naive_utc());
    match entry.tz_id() {
        None => earliest(London),
        Some(name) => match Tz::from_str(name) {
            Ok(Tz::Tz(zone)) => earliest(zone),
            Ok(Tz::Fixed(zone)) => {
                zone.from_local_datetime(&read.date_time).earliest().map(|moment| moment.naive_utc())
            }
            Ok(Tz::Floating) | Err(()) => {
                let reading = Reading::of(calendar.as_bytes(), &mut Faults::default());
                let zone =
                    reading.zones().find(|zone| zone.property("TZID").is_some_and(|id| id.value.trim() == name))?;
                utc_of(&observances(zone)?, read.date_time)
            }
        },
    }
}
