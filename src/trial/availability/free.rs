//! Whether somebody is free, and when: working days and hours, less what is taken.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};

use super::{
    absence::{Absence, Taken},
    days::Days,
    span::Span,
    store,
};
use crate::floor::{
    Floor,
    clock::{Moment, long_date},
    config::{self, SchoolHoliday},
    db::Conn,
    error::Result,
};

/// How far apart the times are that are offered, in minutes.
const STEP: i64 = 30;

/// One person's time.
#[derive(Debug, Clone)]
pub struct Availability {
    days: Days,
    hours: (NaiveTime, NaiveTime),
    school_holidays: Vec<SchoolHoliday>,
    taken: Vec<Taken>,
}

impl Availability {
    #[must_use]
    pub fn new(days: Days, hours: (NaiveTime, NaiveTime), absences: &[Absence]) -> Self {
        let taken = absences.iter().map(|absence| absence.taken).collect();
        Self { days, hours, school_holidays: Vec::new(), taken }
    }

    /// Nor is anything free on the days of these.
    #[must_use]
    pub fn clear_of(self, school_holidays: &[SchoolHoliday]) -> Self {
        Self { school_holidays: school_holidays.to_vec(), ..self }
    }

    /// One person's.
    pub fn of(conn: &mut Conn, floor: &Floor, person_id: &str) -> Result<Self> {
        let settings = &floor.settings.availability;
        Ok(Self::new(days(floor)?, hours(settings), &known(conn, person_id)?).clear_of(&settings.school_holidays))
    }

    /// That of each of `people`, by their id.
    pub fn of_each(conn: &mut Conn, floor: &Floor, people: &[String]) -> Result<HashMap<String, Self>> {
        let settings = &floor.settings.availability;
        let (days, hours) = (days(floor)?, hours(settings));
        let mut known = store::of_people(conn, people)?;
        let each = people.iter().map(|person| {
            let absences = known.remove(person).unwrap_or_default();
            (person.clone(), Self::new(days.clone(), hours, &absences).clear_of(&settings.school_holidays))
        });
        Ok(each.collect())
    }

    /// These are taken too.
    pub fn take(&mut self, spans: impl IntoIterator<Item = Span>) {
        self.taken.extend(spans.into_iter().map(Taken::Once));
    }

    /// Whether all of a span falls on a working day, in working hours, and on nothing that is taken.
    #[must_use]
    pub fn is_free(&self, span: &Span) -> bool {
        let day = span.day();
        self.days.is_working(day)
            && !self.school_holidays.iter().any(|holiday| holds(holiday, day))
            && Span::between(day, self.hours.0, self.hours.1).holds(span)
            && !self.is_taken(span)
    }

    /// Whether something that is taken lies on any of a span, whatever the day and the hour.
    #[must_use]
    pub fn is_taken(&self, span: &Span) -> bool {
        self.taken.iter().any(|taken| covers(taken, span.day()).is_some_and(|taken| taken.overlaps(span)))
    }

    /// The free times of a day, each `minutes` long, half an hour apart.
    pub fn on(&self, day: NaiveDate, minutes: i64) -> impl Iterator<Item = Span> {
        let hours = Span::between(day, self.hours.0, self.hours.1);
        let steps = (0..hours.minutes() / STEP).map(move |step| {
            let starts = hours.starts + TimeDelta::minutes(step * STEP);
            Span { starts, ends: starts + TimeDelta::minutes(minutes) }
        });
        steps.filter(|span| self.is_free(span))
    }

    /// Why nothing can be had on a day, where that is the day's own doing.
    #[must_use]
    pub fn closed(&self, day: NaiveDate) -> Option<String> {
        self.days.holiday(day).map(|name| format!("{} is {name}", long_date(day)))
    }
}

/// All that is known of when somebody is not free.
pub fn known(conn: &mut Conn, person_id: &str) -> Result<Vec<Absence>> {
    store::of_person(conn, person_id)
}

/// Whoever something was noted about since a moment.
pub fn noted_since(conn: &mut Conn, since: Moment) -> Result<Vec<String>> {
    store::any_since(conn, since)
}

/// What to say of a plan from one day to another into which school holidays fall, where any are listed.
#[must_use]
pub fn school_warning(floor: &Floor, first: NaiveDate, last: NaiveDate) -> Option<String> {
    let all = floor.settings.availability.school_holidays.iter();
    let within: Vec<String> = all
        .filter(|holiday| holiday.from <= last && first <= holiday.until)
        .map(|holiday| format!("{} to {}", long_date(holiday.from), long_date(holiday.until)))
        .collect();
    (!within.is_empty()).then(|| format!("No half hour falls in the school holidays: {}.", within.join("; ")))
}

fn holds(holiday: &SchoolHoliday, day: NaiveDate) -> bool {
    holiday.from <= day && day <= holiday.until
}

/// The bank holidays of this installation.
pub fn days(floor: &Floor) -> Result<Days> {
    Days::of(floor.settings.availability.nation.parse()?)
}

fn hours(settings: &config::Availability) -> (NaiveTime, NaiveTime) {
    (settings.day_starts, settings.day_ends)
}

/// The stretch that is taken on a day, in UTC.
fn covers(taken: &Taken, day: NaiveDate) -> Option<Span> {
    match taken {
        Taken::Once(span) => Some(*span),
        Taken::Weekly(time) => (time.weekday == day.weekday()).then(|| Span::between(day, time.from, time.until)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::trial::availability::{
        absence::{Kind, WeekTime},
        days::Nation,
    };

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn march(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    fn of(taken: &[Taken]) -> Availability {
        let absences: Vec<Absence> = taken.iter().map(|taken| Absence { kind: Kind::Duty, taken: *taken }).collect();
        Availability::new(Days::of(Nation::EnglandAndWales).unwrap(), (time(9, 0), time(17, 0)), &absences)
    }

    #[test]
    fn nothing_is_offered_at_a_time_that_is_taken() {
        let never_on_friday_mornings =
            Taken::Weekly(WeekTime { weekday: Weekday::Fri, from: time(9, 0), until: time(12, 0) });
        let someone = of(&[Taken::Once(Span::at(march(2), time(10, 0), 45)), never_on_friday_mornings]);
        assert!(someone.is_free(&Span::at(march(2), time(9, 30), 30)));
        assert!(!someone.is_free(&Span::at(march(2), time(10, 30), 30)));
        assert!(!someone.is_free(&Span::at(march(5), time(11, 30), 30)), "a Friday morning");
        assert!(someone.is_free(&Span::at(march(5), time(12, 0), 30)));
        assert_eq!(someone.on(march(2), 30).count(), 16 - 2);
        assert_eq!(someone.on(march(26), 30).count(), 0, "Good Friday");
        assert_eq!(someone.closed(march(26)).as_deref(), Some("26 March 2027 is Good Friday"));
    }

    #[test]
    fn school_holidays_are_kept_clear_of_where_they_are_listed() {
        let easter = SchoolHoliday { from: march(29), until: march(31) };
        let someone = of(&[]).clear_of(&[easter]);
        assert_eq!([25, 30, 31].map(|day| someone.on(march(day), 30).count()), [16, 0, 0]);
        assert!(of(&[]).on(march(30), 30).count() > 0, "unless they are listed");
        assert!(!someone.is_taken(&Span::at(march(30), time(10, 0), 30)), "nobody has it otherwise filled");
    }

    #[test]
    fn hours_are_those_of_the_wall_on_both_sides_of_a_clock_change() {
        let someone = of(&[]);
        assert!(someone.is_free(&Span::at(march(30), time(9, 0), 30)), "08:00 in UTC");
        assert!(!someone.is_free(&Span::at(march(30), time(17, 0), 30)));
        assert_eq!(someone.on(march(30), 30).next().unwrap().starts.time(), time(8, 0));
    }
}
