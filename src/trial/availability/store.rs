//! The rows of what is taken.

use std::collections::HashMap;

use chrono::{NaiveTime, Weekday};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::{
    absence::{Absence, Kind, Noted, Taken, WeekTime},
    span::Span,
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::{Conn, once},
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

/// One person's as they stand on record, in no order.
pub fn noted(conn: &mut Conn, person_id: &str) -> Result<Vec<Noted>> {
    let mine = absences::table.filter(absences::person_id.eq(person_id));
    mine.select(Row::as_select()).load::<Row>(conn)?.iter().map(Row::as_noted).collect()
}

/// Those of each of `people` who has any, as they stand on record.
pub fn noted_of(conn: &mut Conn, people: &[String]) -> Result<HashMap<String, Vec<Noted>>> {
    let mut found: HashMap<String, Vec<Noted>> = HashMap::new();
    for some in people.chunks(AT_ONCE) {
        let theirs = absences::table.filter(absences::person_id.eq_any(some));
        for row in theirs.select(Row::as_select()).load::<Row>(conn)? {
            found.entry(row.person_id.clone()).or_default().push(row.as_noted()?);
        }
    }
    Ok(found)
}

/// Those of each of `people` who has any.
pub fn of_people(conn: &mut Conn, people: &[String]) -> Result<HashMap<String, Vec<Absence>>> {
    let found = noted_of(conn, people)?.into_iter();
    Ok(found.map(|(person, all)| (person, all.into_iter().map(|one| one.absence).collect())).collect())
}

/// `false` where the same is on record already.
pub fn add(conn: &mut Conn, floor: &Floor, person_id: &str, absence: &Absence, by: &str) -> Result<bool> {
    let row = Row::of(floor, person_id, absence, by);
    once(conn, |conn| diesel::insert_into(absences::table).values(&row).execute(conn))
}

/// Takes one of somebody's back; `false` where it is gone already.
pub fn take_back(conn: &mut Conn, person_id: &str, id: &str) -> Result<bool> {
    let one = absences::table.find(id).filter(absences::person_id.eq(person_id));
    Ok(diesel::delete(one).execute(conn)? > 0)
}

/// Whoever is not free at some time after `now`, as far as that is known.
pub fn people_after(conn: &mut Conn, now: Moment) -> Result<Vec<String>> {
    let to_come = absences::ends_at.gt(now).or(absences::weekday.is_not_null().nullable());
    Ok(absences::table.filter(to_come).select(absences::person_id).distinct().load(conn)?)
}

/// Whoever something was noted about since a moment.
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

    fn as_noted(&self) -> Result<Noted> {
        Ok(Noted { id: self.id.clone(), absence: self.read()?, by: self.noted_by.clone(), at: self.noted_at })
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
