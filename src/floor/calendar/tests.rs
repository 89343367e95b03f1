//! What is written, read back by a reader that is not ours.

use calcard::{
    Entry as Read, Parser,
    icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType as Kind, ICalendarProperty as Field},
};
use chrono::{Datelike, NaiveDate, Offset, TimeDelta, TimeZone};
use chrono_tz::Europe::London;
use proptest::prelude::*;

use super::{
    Entry, Method, Person, etag, feed,
    line::{MOST, name, plain},
    lint::{reading::Reading, rules::Faults},
    observance::{observances, offset_at, utc_of},
    write,
};
use crate::floor::clock::Moment;

pub fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Moment {
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

pub fn half_hour() -> Entry {
    Entry {
        uid: "0192f0c1-0000-7000-8000-000000000001@hearten.example".into(),
        sequence: 0,
        stamped: at(2027, 3, 1, 9, 0),
        starts: at(2027, 4, 2, 9, 0),
        ends: at(2027, 4, 2, 9, 30),
        summary: "Half an hour for you".into(),
        description: "Yours, and agreed with your team.\nMove it if it does not suit.".into(),
        location: String::new(),
        url: Some("https://hearten.example/slots/1?from=diary".into()),
        organiser: Person { name: "Hearten".into(), email: "replies+abc.def@hearten.example".into() },
        attendee: Person { name: "Siân Parry".into(), email: "sian@example.org".into() },
        alarm_minutes: Some(10),
        may_counter: true,
        private: true,
    }
}

fn parsed(text: &str) -> ICalendar {
    match Parser::new(text).entry() {
        Read::ICalendar(calendar) => calendar,
        other => panic!("{other:?}\n{text}"),
    }
}

fn event(calendar: &ICalendar) -> &ICalendarComponent {
    calendar.components.iter().find(|part| part.component_type == Kind::VEvent).unwrap()
}

fn value(calendar: &ICalendar, field: &Field) -> Option<String> {
    Some(event(calendar).property(field)?.values.first()?.as_text()?.to_owned())
}

fn is_well_folded(text: &str) -> bool {
    text.ends_with("\r\n")
        && text.split_inclusive("\r\n").all(|line| {
            let line = line.strip_suffix("\r\n").unwrap_or("\n");
            line.len() <= MOST && !line.contains(['\r', '\n'])
        })
}

/// Words that try to break out: quotes, separators, escapes, line ends of every kind, many-octet characters.
fn words() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        Just("\""),
        Just(","),
        Just(";"),
        Just(":"),
        Just("\\"),
        Just("\\n"),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("ŵ"),
        Just("Siân"),
        Just("👩‍👩‍👧‍👦"),
        Just(" "),
        Just("\t"),
        Just("\u{2028}"),
        Just("^"),
        Just("END:VEVENT"),
        Just("="),
    ];
    let some = prop_oneof![odd.prop_map(str::to_owned), ".{0,12}", "[a-z ]{0,30}"];
    proptest::collection::vec(some, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_words_come_back_as_they_were(summary in words(), description in words(), location in words()) {
        let entry = Entry { summary: format!("a{summary}"), description: format!("b{description}"), location: format!("c{location}"), ..half_hour() };
        let text = write(Method::Request, &entry);
        prop_assert!(is_well_folded(&text), "{}", text);
        let calendar = parsed(&text);
        prop_assert_eq!(value(&calendar, &Field::Summary), Some(plain(&entry.summary)));
        prop_assert_eq!(value(&calendar, &Field::Description), Some(plain(&entry.description)));
        prop_assert_eq!(value(&calendar, &Field::Location), Some(plain(&entry.location)));
    }

    #[test]
    fn any_name_stays_in_its_field(given in words(), email in words()) {
        let attendee = Person { name: given.clone(), email: format!("{email}@example.org") };
        let text = write(Method::Request, &Entry { attendee, ..half_hour() });
        prop_assert!(is_well_folded(&text), "{}", text);
        let calendar = parsed(&text);
        let attendee = event(&calendar).property(&Field::Attendee).unwrap();
        let cn = attendee.parameters(&calcard::icalendar::ICalendarParameterName::Cn).next().and_then(|cn| cn.as_text());
        prop_assert_eq!(cn.unwrap_or_default(), name(&given));
        prop_assert_eq!(value(&calendar, &Field::Summary), Some(half_hour().summary));
        prop_assert!(attendee.calendar_address().is_some_and(|address| address.ends_with("@example.org")));
    }

    #[test]
    fn any_moment_comes_back_as_it_was(minutes in 0..60 * 24 * 366 * 30_i64) {
        let starts = at(2000, 1, 1, 0, 0) + TimeDelta::minutes(minutes);
        let text = write(Method::Request, &Entry { starts, ends: starts + TimeDelta::minutes(30), ..half_hour() });
        let reading = Reading::of(text.as_bytes(), &mut Faults::default());
        prop_assert_eq!(reading.moment("DTSTART"), Some(starts));
        prop_assert_eq!(reading.moment("DTEND"), Some(starts + TimeDelta::minutes(30)));
    }
}

#[test]
fn the_zone_that_is_written_is_the_zone_that_is() {
    let text = write(Method::Request, &half_hour());
    let reading = Reading::of(text.as_bytes(), &mut Faults::default());
    let said = observances(reading.zones().next().unwrap()).unwrap();
    let mut hours = 0;
    for year in 1997..2100 {
        for month in [3, 10] {
            let first = at(year, month, 24, 0, 0);
            for moment in (0..24 * 9).map(|hour| first + TimeDelta::hours(hour)) {
                let offset = i64::from(London.offset_from_utc_datetime(&moment).fix().local_minus_utc());
                assert_eq!(offset_at(&said, moment), Some(offset), "{moment}");
                let wall = moment + TimeDelta::seconds(offset);
                let read = London.from_local_datetime(&wall).earliest().map(|read| read.naive_utc());
                assert_eq!(utc_of(&said, wall), read, "{wall}");
                hours += 1;
            }
        }
        assert_eq!(said.iter().filter_map(|one| one.onset_in(year)).filter(|onset| onset.year() == year).count(), 2);
    }
    assert_eq!(hours, 103 * 2 * 24 * 9);
}

#[test]
fn the_second_of_two_equal_times_is_told_from_the_first() {
    let night = |minutes| {
        let starts = at(2027, 10, 31, 0, 30) + TimeDelta::minutes(minutes);
        write(Method::Request, &Entry { starts, ends: starts + TimeDelta::minutes(15), ..half_hour() })
    };
    assert!(night(0).contains("DTSTART;TZID=Europe/London:20271031T013000\r\n"));
    assert!(night(60).contains("DTSTART:20271031T013000Z\r\n"));
}

#[test]
fn an_invitation_reads_as_it_should() {
    insta::assert_snapshot!(write(Method::Request, &half_hour()).replace("\r\n", "\n"), @r#"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Hearten//Diary//EN
    CALSCALE:GREGORIAN
    METHOD:REQUEST
    BEGIN:VTIMEZONE
    TZID:Europe/London
    BEGIN:DAYLIGHT
    TZNAME:BST
    DTSTART:19810329T010000
    TZOFFSETFROM:+0000
    TZOFFSETTO:+0100
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
    END:DAYLIGHT
    BEGIN:STANDARD
    TZNAME:GMT
    DTSTART:19961027T020000
    TZOFFSETFROM:+0100
    TZOFFSETTO:+0000
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
    END:STANDARD
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:0192f0c1-0000-7000-8000-000000000001@hearten.example
    DTSTAMP:20270301T090000Z
    SEQUENCE:0
    DTSTART;TZID=Europe/London:20270402T100000
    DTEND;TZID=Europe/London:20270402T103000
    SUMMARY:Half an hour for you
    DESCRIPTION:Yours\, and agreed with your team.\nMove it if it does not suit
     .
    URL:https://hearten.example/slots/1?from=diary
    CLASS:PRIVATE
    ORGANIZER;CN="Hearten":mailto:replies+abc.def@hearten.example
    ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=
     TRUE;CN="Siân Parry":mailto:sian@example.org
    STATUS:CONFIRMED
    TRANSP:OPAQUE
    X-MICROSOFT-CDO-BUSYSTATUS:BUSY
    X-MICROSOFT-DISALLOW-COUNTER:FALSE
    BEGIN:VALARM
    ACTION:DISPLAY
    TRIGGER:-PT10M
    DESCRIPTION:Half an hour for you
    END:VALARM
    END:VEVENT
    END:VCALENDAR
    "#);
}

#[test]
fn a_cancel_has_no_reminder_and_says_that_it_is_off() {
    let text = write(Method::Cancel, &Entry { sequence: 1, ..half_hour() });
    assert!(!text.contains("VALARM") && text.contains("STATUS:CANCELLED\r\n") && text.contains("METHOD:CANCEL\r\n"));
    assert!(text.contains("mailto:sian@example.org"));
}

#[test]
fn a_feed_names_nobody_who_is_invited_and_its_bytes_are_stable() {
    let other = Entry {
        uid: "2@hearten.example".into(),
        starts: at(2027, 4, 1, 9, 0),
        ends: at(2027, 4, 1, 9, 30),
        ..half_hour()
    };
    let text = feed(&[half_hour(), other.clone()], "Half hours, Siân");
    assert_eq!(text, feed(&[other.clone(), half_hour()], "Half hours, Siân"));
    assert!(is_well_folded(&text) && !text.contains("ATTENDEE") && !text.contains("sian@") && !text.contains("VALARM"));
    assert!(text.contains("METHOD:PUBLISH\r\n") && text.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"));
    assert!(text.contains("X-PUBLISHED-TTL:PT1H\r\n") && text.contains(&format!("UID:{}\r\n", half_hour().uid)));
    assert_eq!(parsed(&text).components.iter().filter(|part| part.component_type == Kind::VEvent).count(), 2);
    assert!(feed(&[], "Nothing yet").contains("END:VTIMEZONE"));
}

#[test]
fn an_etag_changes_with_what_is_read_and_not_with_its_stamp() {
    let of = |entry: Entry| etag(&feed(&[entry], "Half hours"));
    let later = Entry { stamped: at(2027, 3, 2, 9, 0), ..half_hour() };
    assert_eq!(of(half_hour()), of(later.clone()));
    assert_ne!(of(half_hour()), of(Entry { starts: at(2027, 4, 2, 9, 15), ..later.clone() }));
    assert_ne!(of(half_hour()), of(Entry { description: "DTSTAMP:1".into(), ..later }));
    assert!(of(half_hour()).starts_with("W/\""));
}
