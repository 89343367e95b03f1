//! Europe/London as a calendar describes it: by rule, since desktop Outlook fails on lists of dates and on a single offset.

use chrono::TimeZone;
use chrono_tz::Europe::London;

use crate::floor::clock::Moment;

/// The rule since 1996, when the end of summer time came to be the last Sunday of October.
pub const LONDON: &str = "BEGIN:VTIMEZONE\r\n\
    TZID:Europe/London\r\n\
    BEGIN:DAYLIGHT\r\n\
    TZNAME:BST\r\n\
    DTSTART:19810329T010000\r\n\
    TZOFFSETFROM:+0000\r\n\
    TZOFFSETTO:+0100\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
    END:DAYLIGHT\r\n\
    BEGIN:STANDARD\r\n\
    TZNAME:GMT\r\n\
    DTSTART:19961027T020000\r\n\
    TZOFFSETFROM:+0100\r\n\
    TZOFFSETTO:+0000\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
    END:STANDARD\r\n\
    END:VTIMEZONE\r\n";

/// `DTSTART;TZID=Europe/London:20270402T100000` for a UTC moment.
///
/// A wall-clock time that comes twice, on an October night, is read as the first of the two: so the second is written in
/// UTC. A time that does not exist cannot come of a UTC moment.
pub fn time(property: &str, moment: Moment) -> String {
    let wall = London.from_utc_datetime(&moment).naive_local();
    let read_as = London.from_local_datetime(&wall).earliest().map(|read| read.naive_utc());
    if read_as == Some(moment) {
        format!("{property};TZID=Europe/London:{}", wall.format("%Y%m%dT%H%M%S"))
    } else {
        utc(property, moment)
    }
}

/// `DTSTAMP:20270301T090000Z`.
pub fn utc(property: &str, moment: Moment) -> String {
    format!("{property}:{}", moment.format("%Y%m%dT%H%M%SZ"))
}
