//! The rows of what is taken.

use std::collections::HashMap;

use chrono::{NaiveTime, Weekday};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, Selectable, SelectableHelper};

use super::{
    absence::{Absence, Kind, Taken, WeekTime},
    span::Span,
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::{Error, Result},
    },
    schema::absences,
};

#[derive(Debug, Clone, diesel::Queryable, Selectable, diesel::Insertable)]
#[diesel(table_name = absences)]
struct Row {
    id: String,
    person_id: String,
    kind: String,
    starts_at: Option<Moment>,
    ends_at: Option<Moment>,
    weekday: Option<i32>,
    time_from: Option<String>,
    time_until: Option<String>,
    noted_by: String,
    noted_at: Moment,
}

/// How times of the week are kept.
const CLOCK: &str = "%H:%M";
/// As many ids as one statement carries.
const AT_ONCE: usize = 500;

/// One person's.
pub fn of_person(conn: &mut Conn, person_id: &str) -> Result<Vec<Absence>> {
    let mine = absences::table.filter(absences::person_id.eq(person_id));
    let rows: Vec<Row> = mine.select(Row::as_select()).load(conn)?;
    rows.iter().map(Row::read).collect()
}

/// Those of each of `people` who has any.
pub fn of_people(conn: &mut Conn, people: &[String]) -> Result<HashMap<String, Vec<Absence>>> {
    let mut found: HashMap<String, Vec<Absence>> = HashMap::new();
    for some in people.chunks(AT_ONCE) {
        let theirs = absences::table.filter(absences::person_id.eq_any(some));
        for row in theirs.select(Row::as_select()).load::<Row>(conn)? {
            found.entry(row.person_id.clone()).or_default().push(row.read()?);
        }
    }
    Ok(found)
}

pub fn add(conn: &mut Conn, floor: &Floor, person_id: &str, absence: &Absence, by: &str) -> Result<()> {
    diesel::insert_into(absences::table).values(Row::of(floor, person_id, absence, by)).execute(conn)?;
    Ok(())
}

/// Whether anything was noted about any of these people since.
pub fn any_since(conn: &mut Conn, since: Moment) -> Result<Vec<String>> {
    Ok(absences::table.filter(absences::noted_at.ge(since)).select(absences::person_id).distinct().load(conn)?)
}

/// All of a person's goes.
pub fn erase(conn: &mut Conn, person_id: &str) -> Result<()> {
    diesel::delete(absences::table.filter(absences::person_id.eq(person_id))).execute(conn)?;
    Ok(())
}

impl Row {
    fn of(floor: &Floor, person_id: &str, absence: &Absence, by: &str) -> Self {
        let (span, weekly) = match absence.taken {
            Taken::Once(span) => (Some(span), None),
            Taken::Weekly(time) => (None, Some(time)),
        };
        let clock = |time: NaiveTime| time.format(CLOCK).to_string();
        Self {
            id: floor.ids.next(),
            person_id: person_id.to_owned(),
            kind: absence.kind.name().to_owned(),
            starts_at: span.map(|span| span.starts),
            ends_at: span.map(|span| span.ends),
            weekday: weekly.and_then(|time| i32::try_from(time.weekday.number_from_monday()).ok()),
            time_from: weekly.map(|time| clock(time.from)),
            time_until: weekly.map(|time| clock(time.until)),
            noted_by: by.to_owned(),
            noted_at: floor.clock.now(),
        }
    }

    fn read(&self) -> Result<Absence> {
        let kind = Kind::parse(&self.kind).map_err(|problem| Error::broken(problem.says))?;
        let once = self.starts_at.zip(self.ends_at).map(|(starts, ends)| Taken::Once(Span { starts, ends }));
        let taken = once.map_or_else(|| self.weekly(), Ok)?;
        Ok(Absence { kind, taken })
    }

    fn weekly(&self) -> Result<Taken> {
        let clock = |time: &Option<String>| {
            NaiveTime::parse_from_str(time.as_deref().unwrap_or_default(), CLOCK).map_err(Error::broken)
        };
        let day = u8::try_from(self.weekday.unwrap_or_default() - 1).map_err(Error::broken)?;
        let weekday = Weekday::try_from(day).map_err(Error::broken)?;
        Ok(Taken::Weekly(WeekTime { weekday, from: clock(&self.time_from)?, until: clock(&self.time_until)? }))
    }
}
