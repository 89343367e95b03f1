//! Mistakes that show only beside the mail that was sent before.

use chrono::TimeDelta;

use super::{around, envelope, lint};
use crate::floor::calendar::{Entry, Method, tests::half_hour, write};

/// Moved by an hour, as it should be.
fn moved() -> Entry {
    let (hour, day) = (TimeDelta::hours(1), TimeDelta::days(1));
    let entry = half_hour();
    Entry { sequence: 1, stamped: entry.stamped + day, starts: entry.starts + hour, ends: entry.ends + hour, ..entry }
}

fn rules(method: Method, entry: &Entry, before: Method) -> Vec<u8> {
    let first = around(write(before, &half_hour()).as_bytes());
    let faults = lint(&around(write(method, entry).as_bytes()), &envelope(), Some(&first));
    faults.iter().map(|fault| fault.rule).collect()
}

#[test]
fn rule_31_another_uid() {
    assert_eq!(rules(Method::Request, &moved(), Method::Request), [] as [u8; 0]);
    assert_eq!(rules(Method::Request, &Entry { uid: "2@hearten.example".into(), ..moved() }, Method::Request), [31]);
}

#[test]
fn rule_32_a_sequence_or_a_stamp_that_was_not_raised() {
    assert_eq!(rules(Method::Request, &Entry { sequence: 0, ..moved() }, Method::Request), [32]);
    let earlier = half_hour().stamped - TimeDelta::seconds(1);
    assert_eq!(rules(Method::Request, &Entry { stamped: earlier, ..moved() }, Method::Request), [32]);
    let at_once = Entry { stamped: half_hour().stamped, ..moved() };
    assert_eq!(rules(Method::Request, &at_once, Method::Request), [] as [u8; 0], "two moves within one second");
    let reworded = Entry {
        starts: half_hour().starts,
        ends: half_hour().ends,
        sequence: 0,
        summary: "Other words".into(),
        ..moved()
    };
    assert_eq!(rules(Method::Request, &reworded, Method::Request), [] as [u8; 0], "other words need no higher number");
    assert_eq!(rules(Method::Request, &Entry { stamped: half_hour().stamped, ..reworded }, Method::Request), [32]);
}

#[test]
fn rule_32_an_entry_that_was_called_off_and_is_made_anew() {
    assert_eq!(rules(Method::Request, &moved(), Method::Cancel), [32]);
}

#[test]
fn rule_36_a_cancel_with_a_reminder_or_without_its_status_or_number() {
    let off = Entry { starts: half_hour().starts, ends: half_hour().ends, ..moved() };
    assert_eq!(rules(Method::Cancel, &off, Method::Request), [] as [u8; 0]);
    assert!(rules(Method::Cancel, &Entry { sequence: 0, ..off.clone() }, Method::Request).contains(&36));
    let first = around(write(Method::Request, &half_hour()).as_bytes());
    let good = write(Method::Cancel, &off);
    let alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT10M\r\nDESCRIPTION:Off\r\nEND:VALARM\r\nEND:VEVENT";
    for bad in [
        good.replace("STATUS:CANCELLED\r\n", ""),
        good.replace("STATUS:CANCELLED", "STATUS:CONFIRMED"),
        good.replace("END:VEVENT", alarm),
    ] {
        let faults = lint(&around(bad.as_bytes()), &envelope(), Some(&first));
        assert!(faults.iter().any(|fault| fault.rule == 36), "{faults:?}");
    }
    let never_raised = Entry { sequence: 0, ..off };
    let faults = lint(&around(write(Method::Cancel, &never_raised).as_bytes()), &envelope(), None);
    assert!(faults.iter().any(|fault| fault.rule == 36), "{faults:?}");
}
