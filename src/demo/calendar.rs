//! The demo's days: the clock goes from one weekday morning to the next, and what comes due happens.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

use crate::{
    app,
    floor::{
        Floor,
        clock::london_moment,
        error::Result,
        jobs::{Worker, run_until_idle},
        schedule,
    },
};

/// Moves the clock on to `hour` o'clock in London on `date`, stopping at every morning on the way.
pub fn go_to(floor: &Floor, worker: &Worker, date: NaiveDate, hour: u32) -> Result<()> {
    let schedules = app::schedules()?;
    while floor.clock.today() < date {
        let next = floor.clock.today() + TimeDelta::days(1);
        floor.clock.set(london_moment(next, at(9)));
        schedule::fire(floor, &schedules)?;
        run_until_idle(worker)?;
    }
    floor.clock.set(london_moment(date, at(hour)));
    schedule::fire(floor, &schedules)?;
    run_until_idle(worker)?;
    Ok(())
}

/// Moves the clock on to `hour` o'clock in London on `date` in one stride: what was missed meanwhile is made up for, or skipped, as
/// after a night without power.
pub fn stride_to(floor: &Floor, worker: &Worker, date: NaiveDate, hour: u32) -> Result<()> {
    floor.clock.set(london_moment(date, at(hour)));
    schedule::fire(floor, &app::schedules()?)?;
    run_until_idle(worker)?;
    Ok(())
}

/// The next `count` weekdays after `from`.
pub fn weekdays(from: NaiveDate, count: usize) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().skip(1).filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).take(count)
}

fn at(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}
