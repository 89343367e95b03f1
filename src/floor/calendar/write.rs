//! A message about one entry, as iCalendar text: the same bytes for the same entry.
//!
//! Ours, though a library is about: the ones there are write no description of the zone, or leave a quote inside a name.

use super::{
    entry::{Entry, Method},
    line::{Lines, cn, link, mailto, text},
    zone,
};

/// The whole calendar object: CRLF after each line, lines folded, what is written in a fixed order.
#[must_use]
pub fn write(method: Method, entry: &Entry) -> String {
    let mut lines = Lines::default();
    open(&mut lines, method.name());
    lines.put_block(zone::LONDON);
    lines.put("BEGIN:VEVENT");
    what(&mut lines, entry);
    organiser(&mut lines, entry);
    attendee(&mut lines, entry);
    state(&mut lines, method, entry);
    lines.put("END:VEVENT");
    lines.put("END:VCALENDAR");
    lines.done()
}

/// How every calendar of ours begins.
pub fn open(lines: &mut Lines, method: &str) {
    lines.put("BEGIN:VCALENDAR");
    lines.put("VERSION:2.0");
    lines.put("PRODID:-//Hearten//Diary//EN");
    lines.put("CALSCALE:GREGORIAN");
    lines.put(&format!("METHOD:{method}"));
}

/// Which entry, when, and its words.
pub fn what(lines: &mut Lines, entry: &Entry) {
    lines.put(&format!("UID:{}", text(&entry.uid)));
    lines.put(&zone::utc("DTSTAMP", entry.stamped));
    lines.put(&format!("SEQUENCE:{}", entry.sequence));
    lines.put(&zone::time("DTSTART", entry.starts));
    lines.put(&zone::time("DTEND", entry.ends));
    lines.put(&format!("SUMMARY:{}", text(&entry.summary)));
    for (property, words) in [("DESCRIPTION", &entry.description), ("LOCATION", &entry.location)] {
        if !words.is_empty() {
            lines.put(&format!("{property}:{}", text(words)));
        }
    }
    if let Some(url) = &entry.url {
        lines.put(&format!("URL:{}", link(url)));
    }
    if entry.private {
        lines.put("CLASS:PRIVATE");
    }
}

pub fn organiser(lines: &mut Lines, entry: &Entry) {
    lines.put(&format!("ORGANIZER{}:{}", cn(&entry.organiser.name), mailto(&entry.organiser.email)));
}

fn attendee(lines: &mut Lines, entry: &Entry) {
    lines.put(&format!(
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE{}:{}",
        cn(&entry.attendee.name),
        mailto(&entry.attendee.email)
    ));
}

fn state(lines: &mut Lines, method: Method, entry: &Entry) {
    let (status, transparent, busy) = match method {
        Method::Request => ("CONFIRMED", "OPAQUE", "BUSY"),
        Method::Cancel => ("CANCELLED", "TRANSPARENT", "FREE"),
    };
    lines.put(&format!("STATUS:{status}"));
    lines.put(&format!("TRANSP:{transparent}"));
    lines.put(&format!("X-MICROSOFT-CDO-BUSYSTATUS:{busy}"));
    if method == Method::Cancel {
        return;
    }
    let shut = if entry.may_counter { "FALSE" } else { "TRUE" };
    lines.put(&format!("X-MICROSOFT-DISALLOW-COUNTER:{shut}"));
    if let Some(minutes) = entry.alarm_minutes {
        lines.put("BEGIN:VALARM");
        lines.put("ACTION:DISPLAY");
        lines.put(&format!("TRIGGER:-PT{minutes}M"));
        lines.put(&format!("DESCRIPTION:{}", text(&entry.summary)));
        lines.put("END:VALARM");
    }
}
