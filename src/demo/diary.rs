//! What a diary answers, as four programs write it.

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{floor::clock::Moment, trial::availability::span::Span};

/// An answer to an entry.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    pub uid: &'a str,
    pub sequence: i32,
    pub span: Span,
    pub email: &'a str,
    pub method: &'a str,
    pub partstat: &'a str,
    pub now: Moment,
}

/// As Exchange, Outlook.com, Gmail and Apple write an answer: in base64 and last; right under the top; twice; plain.
pub fn written(ics: &str, method: &str, program: usize) -> String {
    let kind = format!("text/calendar; method={method}; charset=utf-8");
    let parts = |kind: &str, parts: &[String]| {
        let inside: String = parts.iter().map(|part| format!("--b\r\n{part}\r\n")).collect();
        format!("Content-Type: {kind}; boundary=\"b\"\r\n\r\n{inside}--b--\r\n")
    };
    let words = "Content-Type: text/plain\r\n\r\nAnswered in the diary.".to_owned();
    let plain = format!("Content-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{ics}");
    match program {
        0 => {
            let coded = BASE64_STANDARD.encode(ics);
            let coded = format!("Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}");
            parts("multipart/alternative", &[words, coded])
        }
        1 => parts("multipart/mixed", &[plain]),
        2 => {
            let copy = format!("Content-Type: application/ics; name=\"invite.ics\"\r\n\r\n{ics}");
            parts("multipart/mixed", &[words, plain, copy])
        }
        _ => parts("multipart/alternative", &[words, plain]),
    }
}

/// The answer itself.
pub fn calendar(answer: &Answer<'_>) -> String {
    let Answer { uid, sequence, span, email, method, partstat, now } = answer;
    let utc = |moment: Moment| moment.format("%Y%m%dT%H%M%SZ").to_string();
    [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//A made-up diary//EN".to_owned(),
        format!("METHOD:{method}"),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{uid}"),
        format!("SEQUENCE:{sequence}"),
        format!("DTSTAMP:{}", utc(*now)),
        format!("DTSTART:{}", utc(span.starts)),
        format!("DTEND:{}", utc(span.ends)),
        format!("ATTENDEE;PARTSTAT={partstat}:mailto:{email}"),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
        String::new(),
    ]
    .join("\r\n")
}
