//! The fields that have to be there, those that may stand once, and those that have only so many values.

use super::{
    component::{Component, Property},
    reading::Reading,
    rules::Faults,
};

/// Each at most once in an entry (RFC 5545, 3.6.1).
const ONCE: [&str; 17] = [
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "DURATION",
    "SEQUENCE",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "ORGANIZER",
    "STATUS",
    "TRANSP",
    "URL",
    "CLASS",
    "CREATED",
    "LAST-MODIFIED",
    "RECURRENCE-ID",
];

pub fn check(reading: &Reading, faults: &mut Faults) {
    calendar(reading, faults);
    let mut uids: Vec<&str> =
        reading.events().filter_map(|event| Some(event.property("UID")?.value.as_str())).collect();
    uids.sort_unstable();
    uids.dedup();
    if uids.len() > 1 || reading.calendars().count() > 1 {
        faults.add(12, None, "");
    }
    for event in reading.events() {
        required(event, faults);
        once(event, faults);
        values(event, faults);
        misplaced(event, faults);
        event.parts("VALARM").for_each(|alarm| reminder(alarm, faults));
    }
}

fn calendar(reading: &Reading, faults: &mut Faults) {
    let Some(calendar) = reading.calendar() else { return faults.add(16, None, "VCALENDAR") };
    match reading.method() {
        None => faults.add(1, calendar.line, ""),
        Some(method) if !["REQUEST", "CANCEL"].iter().any(|known| method.eq_ignore_ascii_case(known)) => {
            faults.add(28, calendar.property("METHOD").map(|method| method.line), "");
        }
        Some(_) => {}
    }
    if calendar.property("VERSION").is_none_or(|version| version.value != "2.0") {
        faults.add(16, calendar.line, "VERSION:2.0");
    }
    if calendar.property("PRODID").is_none_or(|product| product.value.is_empty()) {
        faults.add(16, calendar.line, "PRODID");
    }
    if reading.events().next().is_none() {
        faults.add(16, calendar.line, "VEVENT");
    }
}

fn required(event: &Component, faults: &mut Faults) {
    let needed = [(2, "ORGANIZER"), (3, "ATTENDEE"), (14, "UID"), (15, "DTSTAMP"), (16, "DTSTART"), (16, "SUMMARY")];
    for (rule, name) in needed {
        if event.property(name).is_none_or(|property| property.value.trim().is_empty()) {
            faults.add(rule, event.line, name);
        }
    }
    if event.property("DTEND").is_none() && event.property("DURATION").is_none() {
        faults.add(16, event.line, "DTEND or DURATION");
    }
    if let (Some(_), Some(duration)) = (event.property("DTEND"), event.property("DURATION")) {
        faults.add(18, duration.line, "");
    }
}

fn once(event: &Component, faults: &mut Faults) {
    for name in ONCE {
        if let Some(second) = event.all(name).nth(1) {
            faults.add(26, second.line, name);
        }
    }
}

fn values(event: &Component, faults: &mut Faults) {
    if let Some(sequence) = event.property("SEQUENCE") {
        let digits = sequence.value.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || sequence.value.parse::<i32>().is_err() {
            faults.add(21, sequence.line, "");
        }
    }
    let known = |status: &&Property| ["TENTATIVE", "CONFIRMED", "CANCELLED"].contains(&status.value.as_str());
    if let Some(status) = event.property("STATUS").filter(|status| !known(status)) {
        faults.add(22, status.line, "");
    }
    if let Some(rule) = ["RRULE", "RDATE", "EXDATE"].iter().find_map(|name| event.property(name)) {
        faults.add(39, rule.line, "the entry repeats");
    }
}

fn misplaced(event: &Component, faults: &mut Faults) {
    for name in ["METHOD", "TZID"] {
        if let Some(property) = event.property(name) {
            faults.add(29, property.line, name);
        }
    }
}

fn reminder(alarm: &Component, faults: &mut Faults) {
    for name in ["ACTION", "TRIGGER", "DESCRIPTION"] {
        if alarm.property(name).is_none_or(|property| property.value.is_empty()) {
            faults.add(24, alarm.line, name);
        }
    }
}
