//! How a rule stands: nobody is served yet, its day is still to come, or it was judged by the funnel as it stood at the end of that day.
//! The verdict is kept the night after: what comes later changes nothing of it, nor what is put down later of earlier days.

use chrono::{Days, NaiveDate};

use super::{
    measure::{Measure, known, measure_of, measures, part_of},
    rule::Rule,
    store::{self, VerdictRow},
};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::Conn,
        error::{Error, Result},
        schedule::{Missed, Schedule},
    },
    trial::{
        allocation::trial::Trial,
        uptake::{event::Event, gather::funnel_before, record::first_of, site_record::of_sites},
    },
};

/// How a rule stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody is served yet, and it can be changed.
    Open,
    /// Its day is still to come.
    Waits { on: NaiveDate },
    /// Judged at the end of a day.
    Judged { on: NaiveDate, measure: Measure, bitten: bool },
}

/// The day on which the first person of a trial was served with anything; `None` before that.
pub fn first_served(conn: &mut Conn, trial: &Trial) -> Result<Option<NaiveDate>> {
    let mut first = None;
    for part in trial.parts() {
        first = [first, first_served_with(conn, &part)?].into_iter().flatten().min();
    }
    Ok(first)
}

/// The same, with what the trial is looked at by.
pub(super) fn first_served_with(conn: &mut Conn, trial: &Trial) -> Result<Option<NaiveDate>> {
    let events: &[Event] = match trial.intervention.as_str() {
        "goals" => &[Event::GoalsOffered],
        "rounds" => &[Event::RoundInvited],
        "tokens" => {
            let set_up = of_sites(conn, &trial.id)?.into_iter().filter(|one| one.event == Event::TokenSetUp);
            return Ok(set_up.map(|one| one.on).min());
        }
        _ => &[Event::LetterSent, Event::LetterPosted],
    };
    Ok(first_of(conn, &trial.id, events)?.map(london_date))
}

/// How the rule of a trial stands today.
pub fn judge(conn: &mut Conn, floor: &Floor, trial: &Trial, rule: &Rule) -> Result<Verdict> {
    kept(conn, trial, rule)?.map_or_else(|| by_the_record(conn, floor, trial, rule), Ok)
}

/// The same, and a verdict stands from now on.
pub fn keep(conn: &mut Conn, floor: &Floor, trial: &Trial, rule: &Rule) -> Result<Verdict> {
    if let Some(kept) = kept(conn, trial, rule)? {
        return Ok(kept);
    }
    let verdict = by_the_record(conn, floor, trial, rule)?;
    if let Verdict::Judged { on, measure, .. } = &verdict {
        let number = |count| i32::try_from(count).map_err(Error::broken);
        let row = VerdictRow {
            trial_id: trial.id.clone(),
            on_day: *on,
            people: number(measure.count)?,
            whole: number(measure.whole)?,
            judged_at: floor.clock.now(),
        };
        store::add_verdict(conn, &row)?;
    }
    Ok(verdict)
}

fn kept(conn: &mut Conn, trial: &Trial, rule: &Rule) -> Result<Option<Verdict>> {
    let Some(row) = store::verdict(conn, &trial.id)? else { return Ok(None) };
    let number = |stored| usize::try_from(stored).map_err(Error::broken);
    let (count, whole) = (number(row.people)?, number(row.whole)?);
    Ok(Some(judged(row.on_day, Measure { count, whole, ..measure_of(&known(trial), rule)? }, rule)))
}

fn by_the_record(conn: &mut Conn, floor: &Floor, trial: &Trial, rule: &Rule) -> Result<Verdict> {
    let trial = &part_of(trial, rule)?;
    let Some(served) = first_served_with(conn, trial)? else { return Ok(Verdict::Open) };
    let on = served.checked_add_days(Days::new(u64::from(rule.day))).unwrap_or(NaiveDate::MAX);
    if floor.clock.today() <= on {
        return Ok(Verdict::Waits { on });
    }
    let funnel = funnel_before(conn, floor, trial, on.succ_opt().unwrap_or(NaiveDate::MAX))?;
    Ok(judged(on, measure_of(&measures(&trial.intervention, &funnel), rule)?, rule))
}

fn judged(on: NaiveDate, measure: Measure, rule: &Rule) -> Verdict {
    Verdict::Judged { on, bitten: measure.is_under(rule.percent), measure }
}

/// Each night. One that was missed is made up for by the next.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("week.judge", "0 5 0 * * *", Missed::Skip, each_night)
}

fn each_night(floor: &Floor, conn: &mut Conn, _: Moment) -> Result<()> {
    for trial in Trial::all(conn)? {
        if let Some(rule) = Rule::of_trial(conn, &trial.id)? {
            keep(conn, floor, &trial, &rule)?;
        }
    }
    Ok(())
}
