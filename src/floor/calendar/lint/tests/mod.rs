//! One good mail, and each mistake made in it on purpose. The good one has none.

mod around;
mod in_the_calendar;
mod since_before;

use super::{Envelope, Fault, lint};
use crate::floor::calendar::{Entry, Method, tests::half_hour, write};

const TO: &str = "sian@example.org";

/// A mail in the shape that diaries understand: words, the calendar among them, and the same bytes attached.
fn mail(method: &str, headers: &str, inline: &[u8], attached: &[u8]) -> Vec<u8> {
    let part =
        |kind: &str, more: &str| format!("Content-Type: {kind}\r\n{more}Content-Transfer-Encoding: 8bit\r\n\r\n");
    let head = "Message-ID: <1@hearten.example>\r\nFrom: Hearten <hearten@hearten.example>\r\nTo: sian@example.org\r\n\
                Subject: Half an hour\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n\
                Content-Type: multipart/mixed; boundary=\"=out\"\r\n\r\n--=out\r\n\
                Content-Type: multipart/alternative; boundary=\"=in\"\r\n\r\n";
    let mut bytes = head.as_bytes().to_vec();
    let mut add = |boundary: &str, header: String, body: &[u8]| {
        bytes.extend_from_slice(format!("{boundary}\r\n{header}").as_bytes());
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"\r\n");
    };
    add("--=in", part("text/plain; charset=UTF-8", ""), b"Half an hour for you.");
    add("--=in", part("text/html; charset=UTF-8", ""), b"<p>Half an hour for you.</p>");
    add("--=in", part(&format!("text/calendar{method}; charset=UTF-8"), headers), inline);
    add(
        "--=in--\r\n--=out",
        part("application/ics", "Content-Disposition: attachment; filename=invite.ics\r\n"),
        attached,
    );
    bytes.extend_from_slice(b"--=out--\r\n");
    bytes
}

fn envelope() -> Envelope<'static> {
    Envelope { to: TO, organisers_host: "hearten.example", attachment_expected: true }
}

/// A mail around any calendar.
fn around(calendar: &[u8]) -> Vec<u8> {
    let method = if calendar.windows(6).any(|some| some == b"CANCEL") { "CANCEL" } else { "REQUEST" };
    mail(&format!("; method={method}"), "", calendar, calendar)
}

fn good() -> String {
    write(Method::Request, &half_hour())
}

fn faults_in(calendar: &[u8]) -> Vec<Fault> {
    lint(&around(calendar), &envelope(), None)
}

/// That rule `rule` is among the faults of a calendar that was good until `change`.
fn breaks(rule: u8, change: impl Fn(&str) -> String) {
    let (before, after) = (good(), change(&good()));
    assert_ne!(before, after, "nothing was changed");
    assert_eq!(faults_in(before.as_bytes()), []);
    let faults = faults_in(after.as_bytes());
    assert!(faults.iter().any(|fault| fault.rule == rule), "rule {rule} is not among {faults:#?}\n{after}");
}

/// Replaces what is there.
fn with(of: &str, to: &str) -> impl Fn(&str) -> String {
    let (of, to) = (of.to_owned(), to.to_owned());
    move |calendar| {
        assert!(calendar.contains(&of), "{of} is not in {calendar}");
        calendar.replace(&of, &to)
    }
}

/// Takes the lines away that begin so, folds and all.
fn without(start: &str) -> impl Fn(&str) -> String {
    let start = start.to_owned();
    move |calendar| {
        let whole = calendar.replace("\r\n ", "");
        whole.split_inclusive("\r\n").filter(|line| !line.starts_with(&start)).flat_map(folded).collect()
    }
}

/// Folds a line again as its writer did.
fn folded(line: &str) -> Vec<String> {
    let mut lines = crate::floor::calendar::line::Lines::default();
    lines.put(line.trim_end());
    vec![lines.done()]
}

#[test]
fn what_we_write_has_no_faults() {
    let moved = Entry { sequence: 1, stamped: half_hour().stamped + chrono::TimeDelta::days(1), ..half_hour() };
    let off = Entry { sequence: 2, stamped: moved.stamped + chrono::TimeDelta::days(1), ..half_hour() };
    let [first, second, third] = [(Method::Request, half_hour()), (Method::Request, moved), (Method::Cancel, off)]
        .map(|(method, entry)| around(write(method, &entry).as_bytes()));
    assert_eq!(lint(&first, &envelope(), None), []);
    assert_eq!(lint(&second, &envelope(), Some(&first)), []);
    assert_eq!(lint(&third, &envelope(), Some(&second)), []);
    assert_eq!(lint(&third, &envelope(), None), []);
}

#[test]
fn odd_names_and_words_are_no_fault_of_ours() {
    let person = |name: &str| crate::floor::calendar::Person { name: name.into(), email: TO.into() };
    for name in ["Siân \"Shan\" Parry", "Parry, Siân; Dr", "Zoë 👩‍👩‍👧‍👦 ŵŷ", "a\nBEGIN:VEVENT", "\\,;:\"^", ""]
    {
        let entry = Entry {
            attendee: person(name),
            summary: format!("For {name}, and; more\\"),
            description: name.repeat(40),
            location: format!("{name}\r\nRoom 2"),
            ..half_hour()
        };
        assert_eq!(faults_in(write(Method::Request, &entry).as_bytes()), [], "{name}");
    }
}

#[test]
fn a_fault_names_no_one() {
    let calendar = good().replace("mailto:sian@", "sian@").replace("RSVP=TRUE", "RSVP=Parry");
    let faults = faults_in(calendar.as_bytes());
    assert!(!faults.is_empty());
    assert!(faults.iter().all(|fault| !fault.says.contains("sian") && !fault.says.contains("Parry")), "{faults:?}");
}

#[test]
fn every_rule_has_a_number_and_a_sentence() {
    use super::rules::{RULES, sentence};
    assert!(RULES.iter().enumerate().all(|(at, (number, words))| usize::from(*number) == at + 1 && !words.is_empty()));
    assert_eq!((sentence(1), sentence(40)), ("METHOD is missing", ""));
}
