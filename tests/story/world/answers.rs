//! What somebody's diary answers, as their program writes it.

use base64::{Engine, prelude::BASE64_STANDARD};

/// An answer as Exchange writes one: no ORGANIZER, in base64, the calendar last.
pub fn exchange(ics: &str, to: &str, nth: usize) -> String {
    let encoded = BASE64_STANDARD.encode(ics);
    format!(
        "From: <someone@x.example>\r\nTo: <{to}>\r\nSubject: Accepted\r\nMessage-ID: <{nth}@x.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\r\n\
         --b\r\nContent-Type: text/calendar; method={}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--b--\r\n",
        line(ics, "METHOD")
    )
}

/// The value of a line of the newest entry, its folds undone.
pub fn line(ics: &str, name: &str) -> String {
    let unfolded = ics.replace("\r\n ", "");
    let found = unfolded.split("\r\n").find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no {name}"));
    found.rsplit_once(if name == "ORGANIZER" { "mailto:" } else { ":" }).unwrap().1.to_owned()
}

/// What somebody's diary says about an entry that it was sent.
pub fn answer(entry: &str, who: &str, says: &str, more: &str) -> String {
    let method = if more.is_empty() { "REPLY" } else { "COUNTER" };
    let start = if more.is_empty() {
        format!("DTSTART;TZID=GMT Standard Time:{}", line(entry, "DTSTART;TZID"))
    } else {
        more.to_owned()
    };
    format!(
        "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n\
         ATTENDEE;PARTSTAT={says}:mailto:{who}@X.EXAMPLE\r\nUID:{}\r\nSEQUENCE:{}\r\nDTSTAMP:20270304T130000Z\r\n{start}\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n",
        line(entry, "UID"),
        line(entry, "SEQUENCE"),
    )
}
