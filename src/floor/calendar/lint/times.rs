//! Times: that they exist, that the clocks do not skip them, and that one comes after the other.

use chrono::TimeDelta;

use super::{
    component::{Component, Property},
    reading::Reading,
    rules::Faults,
    when::{NotATime, When, length, read},
};

const TIMES: [&str; 7] = ["DTSTAMP", "DTSTART", "DTEND", "RECURRENCE-ID", "CREATED", "LAST-MODIFIED", "COMPLETED"];

pub fn check(reading: &Reading, faults: &mut Faults) {
    for part in reading.each() {
        let times = part.properties.iter().filter(|property| TIMES.contains(&property.name.as_str()));
        times.for_each(|property| one(property, part, faults));
    }
    reading.events().for_each(|event| order(event, faults));
}

fn one(property: &Property, part: &Component, faults: &mut Faults) {
    let describes_a_zone = matches!(part.name.as_str(), "STANDARD" | "DAYLIGHT");
    match read(property) {
        Err(NotATime::DoesNotExist) => faults.add(19, property.line, &property.name),
        Err(NotATime::Unreadable) => faults.add(27, property.line, &property.name),
        Ok(when) if when.is_skipped() => faults.add(9, property.line, &property.name),
        Ok(When::Utc(_)) => {}
        Ok(_) if property.name == "DTSTAMP" => faults.add(7, property.line, ""),
        Ok(When::Floating(_)) if !describes_a_zone => faults.add(17, property.line, &property.name),
        Ok(_) => {}
    }
}

fn order(event: &Component, faults: &mut Faults) {
    let at = |name| event.property(name).and_then(|property| read(property).ok());
    if let (Some(starts), Some(ends), Some(line)) = (at("DTSTART"), at("DTEND"), event.property("DTEND")) {
        let backwards = match (starts.utc(), ends.utc()) {
            (Some(starts), Some(ends)) => ends <= starts,
            _ => matches!((starts, ends), (When::Day(starts), When::Day(ends)) if ends <= starts),
        };
        if backwards {
            faults.add(23, line.line, "");
        }
    }
    if let Some(duration) = event.property("DURATION") {
        match length(&duration.value) {
            None => faults.add(27, duration.line, "DURATION"),
            Some(long) if long <= TimeDelta::zero() => faults.add(23, duration.line, "DURATION"),
            Some(_) => {}
        }
    }
}
