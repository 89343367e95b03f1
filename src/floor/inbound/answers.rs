//! The answers in a mail's calendars (RFC 5546: REPLY and COUNTER). ORGANIZER is never required: Microsoft leaves it out.

use calcard::{
    Entry, Parser,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType as Kind, ICalendarEntry, ICalendarMethod as Method,
        ICalendarParameterName as Parameter, ICalendarParameterValue as Given, ICalendarParticipationStatus as Status,
        ICalendarProperty as Field, ICalendarValue as Value, utils::strip_mailto_scheme,
    },
};
use percent_encoding::percent_decode_str;

use super::{
    letter::{Answered, Said},
    times,
};

/// The longest note that is kept, in characters.
const NOTE: usize = 2000;

/// Each answer once: one mail may hold the same calendar twice.
pub fn all(calendars: &[String]) -> Vec<Answered> {
    let mut found: Vec<Answered> = Vec::new();
    for text in calendars {
        if let Entry::ICalendar(calendar) = Parser::new(text).entry() {
            found.extend(one(&calendar, text));
        }
    }
    let mut once: Vec<Answered> = Vec::new();
    for answer in found {
        if !once.contains(&answer) {
            once.push(answer);
        }
    }
    once
}

/// The answer in one calendar; `None` for anything but a REPLY or COUNTER about one entry.
fn one(calendar: &ICalendar, text: &str) -> Option<Answered> {
    let of_kind = |kind: Kind| calendar.components.iter().filter(move |part| part.component_type == kind);
    let whole = of_kind(Kind::VCalendar).next()?;
    let Value::Method(method) = whole.property(&Field::Method)?.values.first()? else { return None };
    let mut events = of_kind(Kind::VEvent);
    let event = events.next().filter(|_| events.next().is_none())?;
    let attendee = event.properties(&Field::Attendee).find(|one| status(one).is_some());
    let attendee = attendee.or_else(|| event.property(&Field::Attendee));
    let said = match method {
        Method::Reply => status(attendee?)?,
        Method::Counter => {
            let (starts, ends) = times::span(event, text)?;
            Said::Proposed { starts, ends }
        }
        _ => return None,
    };
    Some(Answered {
        uid: event.uid()?.trim().to_owned(),
        sequence: sequence(event),
        stamped: event.property(&Field::Dtstamp).and_then(|stamp| times::moment(stamp, text)),
        attendee: attendee.and_then(address),
        organiser: event.property(&Field::Organizer).and_then(address),
        said,
        comment: comment(event),
    })
}

fn status(attendee: &ICalendarEntry) -> Option<Said> {
    let Given::Partstat(status) = attendee.parameters(&Parameter::Partstat).next()? else { return None };
    match status {
        Status::Accepted => Some(Said::Accepted),
        Status::Declined => Some(Said::Declined),
        Status::Tentative => Some(Said::Tentative),
        _ => None,
    }
}

fn sequence(event: &ICalendarComponent) -> i32 {
    let given = event.property(&Field::Sequence).and_then(|entry| entry.values.first()?.as_integer());
    given.and_then(|number| i32::try_from(number).ok()).unwrap_or(0)
}

fn address(person: &ICalendarEntry) -> Option<String> {
    let given = person.calendar_address()?;
    let address = percent_decode_str(strip_mailto_scheme(given.trim())).decode_utf8_lossy().trim().to_lowercase();
    address.contains('@').then_some(address)
}

fn comment(event: &ICalendarComponent) -> String {
    let notes = event.properties(&Field::Comment).filter_map(|entry| entry.values.first()?.as_text());
    notes.map(str::trim).filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n").chars().take(NOTE).collect()
}
