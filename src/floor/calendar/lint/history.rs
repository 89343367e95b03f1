//! What was sent before about the same entry, and what has to differ from it.

use super::{reading::Reading, rules::Faults};

pub fn check(reading: &Reading, before: Option<&Reading>, faults: &mut Faults) {
    if reading.is_cancel() {
        cancel(reading, before, faults);
    }
    let Some(before) = before else { return };
    let line = |name| reading.field(name).map(|property| property.line);
    let uid = |of: &Reading| of.field("UID").map(|property| property.value.clone());
    if uid(reading) != uid(before) {
        faults.add(31, line("UID"), "");
    }
    let sequences = reading.sequence().zip(before.sequence());
    // Whoever reads both goes by SEQUENCE first, and by DTSTAMP where that is the same.
    let is_raised = sequences.is_some_and(|(now, then)| now > then);
    let stamps = reading.moment("DTSTAMP").zip(before.moment("DTSTAMP"));
    if stamps.is_some_and(|(now, then)| now < then || (now == then && !is_raised)) {
        faults.add(32, line("DTSTAMP"), "DTSTAMP");
    }
    if sequences.is_some_and(|(now, then)| now < then || (now == then && moved(reading, before))) {
        faults.add(32, line("SEQUENCE"), "SEQUENCE");
    }
    if before.is_cancel() && !reading.is_cancel() {
        faults.add(32, None, "it was called off");
    }
}

/// Whether start, end, recurrence or status is another.
fn moved(reading: &Reading, before: &Reading) -> bool {
    let time = |name| reading.moment(name) != before.moment(name);
    let value = |of: &Reading, name| of.field(name).map(|property| property.value.clone());
    let other = |name| value(reading, name) != value(before, name);
    time("DTSTART") || time("DTEND") || ["DURATION", "RRULE", "STATUS"].into_iter().any(other)
}

fn cancel(reading: &Reading, before: Option<&Reading>, faults: &mut Faults) {
    let sequence = reading.field("SEQUENCE").map(|property| property.line);
    for event in reading.events() {
        if let Some(alarm) = event.parts("VALARM").next() {
            faults.add(36, alarm.line, "VALARM");
        }
        if event.property("STATUS").is_none_or(|status| status.value != "CANCELLED") {
            faults.add(36, event.line, "STATUS");
        }
    }
    // Whatever it calls off went out at 0 or above.
    let least = before.and_then(Reading::sequence).unwrap_or(0);
    if reading.sequence().is_some_and(|now| now <= least) {
        faults.add(36, sequence, "SEQUENCE");
    }
}
