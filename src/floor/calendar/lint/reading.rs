//! A calendar as the rules look at it.

use calcard::{Entry, Parser};

use super::{
    component::{Component, Property, build},
    lines::unfold,
    rules::Faults,
    when::{When, read},
};
use crate::floor::clock::Moment;

/// What was read of one calendar part.
#[derive(Debug)]
pub struct Reading {
    all: Component,
}

impl Reading {
    pub fn of(bytes: &[u8], faults: &mut Faults) -> Self {
        let lines = unfold(bytes, faults);
        let all = build(&lines, faults);
        // A second pair of eyes for the whole.
        if !matches!(Parser::new(&String::from_utf8_lossy(bytes)).entry(), Entry::ICalendar(_)) {
            faults.add(27, None, "a reader of calendars finds none");
        }
        Self { all }
    }

    pub fn calendars(&self) -> impl Iterator<Item = &Component> {
        self.all.parts("VCALENDAR")
    }

    pub fn calendar(&self) -> Option<&Component> {
        self.calendars().next()
    }

    pub fn method(&self) -> Option<&str> {
        Some(self.calendar()?.property("METHOD")?.value.trim())
    }

    pub fn is_cancel(&self) -> bool {
        self.method().is_some_and(|method| method.eq_ignore_ascii_case("CANCEL"))
    }

    pub fn events(&self) -> impl Iterator<Item = &Component> {
        self.calendars().flat_map(|calendar| calendar.parts("VEVENT"))
    }

    pub fn zones(&self) -> impl Iterator<Item = &Component> {
        self.calendars().flat_map(|calendar| calendar.parts("VTIMEZONE"))
    }

    /// Every component at every depth.
    pub fn each(&self) -> Vec<&Component> {
        self.all.each()
    }

    /// The first entry's field.
    pub fn field(&self, name: &str) -> Option<&Property> {
        self.events().next()?.property(name)
    }

    /// The first entry's field as a UTC moment.
    pub fn moment(&self, name: &str) -> Option<Moment> {
        self.field(name).and_then(|property| read(property).ok()).and_then(When::utc)
    }

    /// The first entry's SEQUENCE; 0 when none is given.
    pub fn sequence(&self) -> Option<i32> {
        self.field("SEQUENCE").map_or(Some(0), |property| property.value.trim().parse().ok())
    }
}
