//! One person's entries as a calendar that their own program fetches.

use super::{
    entry::Entry,
    line::{Lines, text},
    write::{open, organiser, what},
    zone,
};
use crate::floor::seal::sha256;

/// The calendar that is fetched: METHOD:PUBLISH, each entry under the UID of its invitation, nobody named as invited and no
/// reminders, which the invitation has. The same entries make the same bytes, in whatever order they come.
#[must_use]
pub fn feed(entries: &[Entry], name: &str) -> String {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| (a.starts, &a.uid).cmp(&(b.starts, &b.uid)));
    let mut lines = Lines::default();
    open(&mut lines, "PUBLISH");
    for property in ["NAME", "X-WR-CALNAME"] {
        lines.put(&format!("{property}:{}", text(name)));
    }
    lines.put("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    lines.put("X-PUBLISHED-TTL:PT1H");
    lines.put_block(zone::LONDON);
    for entry in sorted {
        lines.put("BEGIN:VEVENT");
        what(&mut lines, entry);
        organiser(&mut lines, entry);
        lines.put("STATUS:CONFIRMED");
        lines.put("TRANSP:OPAQUE");
        lines.put("END:VEVENT");
    }
    lines.put("END:VCALENDAR");
    lines.done()
}

/// The value of an ETag header: weak, since it is the same for two feeds that differ only in when they were stamped.
#[must_use]
pub fn etag(feed: &str) -> String {
    let lines = feed.split("\r\n").filter(|line| !line.starts_with("DTSTAMP"));
    format!("W/\"{}\"", &sha256(lines.collect::<Vec<_>>().join("\n").as_bytes())[..32])
}
