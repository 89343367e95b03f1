//! Diary entries judged by readers that are not ours: three of Python's. `tests/run` brings them along.

#![expect(clippy::unwrap_used, reason = "a check that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use chrono::{NaiveDate, TimeDelta};
use hearten::floor::calendar::{Entry, Method, Person, feed, write};
use hearten::floor::clock::Moment;
use serde_json::{Value, json};

const NAMES: [&str; 6] =
    ["Siân Parry", "O'Neill, Zoë; Dr", "Siân \"Shan\" Parry", "Ŵyn 👩‍👩‍👧‍👦 Ŷ", "a\r\nEND:VEVENT", "\\,;:^\u{2028}"];

fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Moment {
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn entry(number: usize, starts: Moment) -> Entry {
    let name = NAMES[number % NAMES.len()];
    Entry {
        uid: format!("entry-{number}@hearten.example"),
        sequence: 0,
        stamped: at(2027, 3, 1, 9, 0),
        starts,
        ends: starts + TimeDelta::minutes(30),
        summary: format!("Half an hour, for {name}"),
        description: format!("Yours; move it if it does not suit.\n{}", name.repeat(20)),
        location: if number.is_multiple_of(2) { String::new() } else { format!("Room 2, {name}") },
        url: Some(format!("https://hearten.example/slots/{number}")),
        organiser: Person { name: "Hearten".into(), email: "replies+abc.def@hearten.example".into() },
        attendee: Person { name: name.into(), email: "sian@example.org".into() },
        alarm_minutes: number.is_multiple_of(3).then_some(10),
        may_counter: number.is_multiple_of(2),
        private: number.is_multiple_of(3),
    }
}

/// Every two and a half hours through both weeks in which the clocks change, and some days far from them.
fn entries() -> Vec<Entry> {
    let weeks = [at(2027, 3, 25, 0, 0), at(2027, 10, 28, 0, 0), at(2036, 3, 27, 0, 0)];
    let week = |from: Moment| (0..60).map(move |step| from + TimeDelta::minutes(150 * step));
    let days = [at(2026, 12, 1, 9, 0), at(2027, 10, 31, 1, 30), at(2027, 7, 1, 8, 30), at(2031, 6, 30, 23, 45)];
    weeks.into_iter().flat_map(week).chain(days).enumerate().map(|(number, starts)| entry(number, starts)).collect()
}

/// A folder of calendars, and what each should come to.
struct Bench {
    folder: tempfile::TempDir,
    expected: BTreeMap<String, Value>,
}

impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), expected: BTreeMap::new() }
    }

    fn lay(&mut self, name: &str, text: &str, wanted: Value) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
        self.expected.insert(name.to_owned(), wanted);
    }

    fn lay_sound(&mut self, name: &str, text: &str, entries: &[&Entry]) {
        let starts: Vec<String> =
            entries.iter().map(|entry| entry.starts.format("%Y-%m-%dT%H:%M:%SZ").to_string()).collect();
        self.lay(name, text, json!({ "starts": starts }));
    }

    fn judge(&self) -> Output {
        std::fs::write(self.folder.path().join("expected.json"), json!(self.expected).to_string()).unwrap();
        let python = std::env::var("HEARTEN_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diary/judge.py");
        Command::new(python).arg(judge).arg(self.folder.path()).output().unwrap()
    }
}

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// An entry as it is asked, moved and called off, and all of them as a feed.
fn lay_everything(bench: &mut Bench) {
    let all = entries();
    for (number, first) in all.iter().enumerate() {
        let day = TimeDelta::days(1);
        let moved = Entry { sequence: 1, starts: first.starts + day, ends: first.ends + day, ..first.clone() };
        let off = Entry { sequence: 2, ..moved.clone() };
        for (step, method, entry) in
            [("asked", Method::Request, first), ("moved", Method::Request, &moved), ("off", Method::Cancel, &off)]
        {
            bench.lay_sound(&format!("{number:03}-{step}.ics"), &write(method, entry), &[entry]);
        }
    }
    let mut sorted: Vec<&Entry> = all.iter().collect();
    sorted.sort_by_key(|entry| (entry.starts, entry.uid.clone()));
    bench.lay_sound("feed.ics", &feed(&all, "Half hours, Siân"), &sorted);
}

#[test]
#[ignore = "needs Python's icalendar, ics and vobject"]
fn three_readers_find_every_entry_sound_and_at_its_time() {
    let mut bench = Bench::new();
    lay_everything(&mut bench);
    let good = write(Method::Request, &entry(0, at(2027, 4, 2, 9, 0)));
    let all = json!({ "refused_by": ["icalendar", "ics", "vobject"] });
    bench.lay("broken-start.ics", &good.replace("T100000", "T990000"), all);
    bench.lay("broken-stamp.ics", &good.replace("DTSTAMP", "X-STAMP"), json!({ "refused_by": ["icalendar"] }));
    bench.lay("broken-end.ics", &good.replace("T103000", "T093000"), json!({ "refused_by": ["ics"] }));
    bench.lay("broken-status.ics", &good.replace("CONFIRMED", "AGREED"), json!({ "refused_by": ["ics"] }));
    let twice = good.replace("SEQUENCE:0", "UID:2\r\nSEQUENCE:0");
    bench.lay("broken-uid.ics", &twice, json!({ "refused_by": ["vobject"] }));
    let output = bench.judge();
    assert!(output.status.success(), "{}", words(&output));
    println!("{}", words(&output));
}

#[test]
#[ignore = "needs Python's icalendar, ics and vobject"]
fn three_readers_tell_an_entry_that_is_not_as_it_is_said_to_be() {
    let first = entry(0, at(2027, 4, 2, 9, 0));
    let good = write(Method::Request, &first);
    let an_hour_out = Entry { starts: first.starts + TimeDelta::hours(1), ..first.clone() };
    let broken = json!({ "refused_by": ["icalendar", "ics", "vobject"] });
    for (name, text, said) in [
        ("hour", good.clone(), json!({ "starts": [an_hour_out.starts.format("%Y-%m-%dT%H:%M:%SZ").to_string()] })),
        ("good", good.clone(), broken),
        ("open", good.replace("END:VEVENT\r\n", ""), json!({ "starts": ["2027-04-02T09:00:00Z"] })),
    ] {
        let mut bench = Bench::new();
        bench.lay_sound("sound.ics", &good, &[&first]);
        bench.lay("other.ics", &good.replace("T100000", "T990000"), json!({ "refused_by": ["ics"] }));
        bench.lay(&format!("{name}.ics"), &text, said);
        let output = bench.judge();
        assert!(
            !output.status.success() && words(&output).contains(&format!("FAULT {name}.ics")),
            "{}",
            words(&output)
        );
    }
}
