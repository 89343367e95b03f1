//! Zones: that each one named is described, by rule, and rightly.

use chrono::{Datelike, NaiveDate, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::{component::Component, reading::Reading, rules::Faults};
use crate::floor::{
    calendar::observance::{Observance, observances, offset_at},
    clock::Moment,
};

pub fn check(reading: &Reading, faults: &mut Faults) {
    let described: Vec<&str> = reading.zones().filter_map(|zone| Some(zone.property("TZID")?.value.as_str())).collect();
    for part in reading.each() {
        for property in &part.properties {
            if property.parameter("TZID").is_some_and(|named| !described.contains(&named)) {
                faults.add(17, property.line, &property.name);
            }
        }
    }
    let times: Vec<Moment> = ["DTSTART", "DTEND"].iter().filter_map(|name| reading.moment(name)).collect();
    reading.zones().for_each(|zone| one(zone, &times, faults));
}

fn one(zone: &Component, times: &[Moment], faults: &mut Faults) {
    let Some(name) = zone.property("TZID") else { return faults.add(16, zone.line, "TZID") };
    let parts: Vec<&Component> = ["STANDARD", "DAYLIGHT"].iter().flat_map(|kind| zone.parts(kind)).collect();
    for part in &parts {
        for needed in ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"] {
            if part.property(needed).is_none() {
                faults.add(16, part.line, needed);
            }
        }
    }
    if parts.iter().any(|part| part.property("RDATE").is_some() || part.property("RRULE").is_none()) || parts.len() < 2
    {
        faults.add(34, zone.line, "");
    }
    let sound = name.value.parse::<Tz>().ok().zip(observances(zone));
    if !sound.is_some_and(|(known, said)| agree(&said, known, times)) {
        faults.add(8, zone.line, "");
    }
}

/// Whether the block and the zone give the same offset at the entry's times, on each side of every change that the block
/// makes in that year, and in the middle of each month, which finds a change that it does not make.
fn agree(said: &[Observance], known: Tz, times: &[Moment]) -> bool {
    let year = times.first().map_or(2027, Datelike::year);
    let half = TimeDelta::minutes(30);
    let changes = said.iter().filter_map(|one| one.onset_in(year)).flat_map(|onset| [onset - half, onset + half]);
    let months = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 15)?.and_hms_opt(12, 0, 0));
    changes.chain(months).chain(times.iter().copied()).all(|moment| {
        let offset = known.offset_from_utc_datetime(&moment).fix().local_minus_utc();
        offset_at(said, moment) == Some(i64::from(offset))
    })
}
