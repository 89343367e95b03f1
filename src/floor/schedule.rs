//! What happens by the clock: cron expressions in Europe/London that only enqueue, once for each occasion.

use std::str::FromStr;

use chrono::{TimeDelta, TimeZone};
use chrono_tz::Europe::London;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{
    Floor,
    clock::Moment,
    db::{Conn, once},
    error::{Error, Result},
};
use crate::schema::schedule_marks;

/// What to do about occasions that passed while nothing ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// Do each, oldest first.
    CatchUp,
    /// Do the latest only.
    Skip,
}

/// A named rule. `enqueue` gets the occasion, in UTC, and promises jobs in the same transaction.
#[derive(Clone)]
pub struct Schedule {
    pub name: &'static str,
    cron: cron::Schedule,
    missed: Missed,
    enqueue: fn(&Floor, &mut Conn, Moment) -> Result<()>,
}

impl std::fmt::Debug for Schedule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Schedule({} {})", self.name, self.cron)
    }
}

impl Schedule {
    /// `cron` has seconds first: `0 0 8 * * Mon-Fri` is 08:00 on weekdays, in Europe/London.
    pub fn new(
        name: &'static str,
        cron: &str,
        missed: Missed,
        enqueue: fn(&Floor, &mut Conn, Moment) -> Result<()>,
    ) -> Result<Self> {
        let cron = cron::Schedule::from_str(cron).map_err(Error::broken)?;
        Ok(Self { name, cron, missed, enqueue })
    }

    /// Occasions after `since` up to and including `until`, oldest first, both UTC.
    pub fn occasions(&self, since: Moment, until: Moment) -> Vec<Moment> {
        let since = London.from_utc_datetime(&since);
        let mut due: Vec<Moment> = self
            .cron
            .after(&since)
            .map(|occasion| occasion.naive_utc())
            .take_while(|occasion| *occasion <= until)
            .collect();
        if self.missed == Missed::Skip && due.len() > 1 {
            due.drain(..due.len() - 1);
        }
        due
    }
}

/// Fires what has come due. Two processes, or a restart, never fire the same occasion twice: the mark moves in the
/// transaction that enqueues.
pub fn fire(floor: &Floor, schedules: &[Schedule]) -> Result<usize> {
    let now = floor.clock.now();
    let mut fired = 0;
    for schedule in schedules {
        fired += floor.db.write(|conn| {
            let since = mark(conn, schedule.name, now)?;
            let due = schedule.occasions(since, now);
            for occasion in &due {
                (schedule.enqueue)(floor, conn, *occasion)?;
            }
            if let Some(last) = due.last() {
                diesel::update(schedule_marks::table.find(schedule.name))
                    .set(schedule_marks::occasion.eq(last))
                    .execute(conn)?;
            }
            Ok(due.len())
        })?;
    }
    Ok(fired)
}

/// The last occasion dealt with; a schedule seen for the first time starts now. Updating the row first takes its
/// lock, so that on PostgreSQL two processes queue here.
fn mark(conn: &mut Conn, name: &'static str, now: Moment) -> Result<Moment> {
    diesel::update(schedule_marks::table.find(name)).set(schedule_marks::name.eq(name)).execute(conn)?;
    let found: Option<Moment> =
        schedule_marks::table.find(name).select(schedule_marks::occasion).get_result(conn).optional()?;
    if let Some(occasion) = found {
        return Ok(occasion);
    }
    let start = now - TimeDelta::seconds(1);
    once(conn, |conn| {
        diesel::insert_into(schedule_marks::table)
            .values((schedule_marks::name.eq(name), schedule_marks::occasion.eq(start)))
            .execute(conn)
    })?;
    Ok(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(month: u32, day: u32, hour: u32, minute: u32) -> Moment {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    fn nine_o_clock(missed: Missed) -> Schedule {
        Schedule::new("nine", "0 0 9 * * *", missed, |_, _, _| Ok(())).unwrap()
    }

    #[test]
    fn nine_in_london_moves_in_utc_when_the_clocks_change() {
        let due = nine_o_clock(Missed::CatchUp).occasions(at(3, 27, 0, 0), at(3, 29, 0, 0));
        assert_eq!(due, [at(3, 27, 9, 0), at(3, 28, 8, 0)]);
        let due = nine_o_clock(Missed::CatchUp).occasions(at(10, 30, 0, 0), at(11, 1, 0, 0));
        assert_eq!(due, [at(10, 30, 8, 0), at(10, 31, 9, 0)]);
    }

    #[test]
    fn missed_occasions_are_caught_up_or_skipped() {
        let (since, until) = (at(5, 3, 12, 0), at(5, 6, 12, 0));
        assert_eq!(nine_o_clock(Missed::CatchUp).occasions(since, until).len(), 3);
        assert_eq!(nine_o_clock(Missed::Skip).occasions(since, until), [at(5, 6, 8, 0)]);
    }
}
