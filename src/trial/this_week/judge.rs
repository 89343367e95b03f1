//! How a rule stands: nobody is served yet, its day is still to come, or it was judged by the funnel as it stood at the end of that day.
//! What came later changes nothing of it.

use chrono::{Days, NaiveDate};

use super::{
    measure::{Measure, measure_of, measures},
    rule::Rule,
};
use crate::{
    floor::{Floor, clock::london_date, db::Conn, error::Result},
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

/// The day on which the first person of a trial was served; `None` before that.
pub fn first_served(conn: &mut Conn, trial: &Trial) -> Result<Option<NaiveDate>> {
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
    let Some(served) = first_served(conn, trial)? else { return Ok(Verdict::Open) };
    let on = served.checked_add_days(Days::new(u64::from(rule.day))).unwrap_or(NaiveDate::MAX);
    if floor.clock.today() <= on {
        return Ok(Verdict::Waits { on });
    }
    let funnel = funnel_before(conn, floor, trial, on.succ_opt().unwrap_or(NaiveDate::MAX))?;
    let measure = measure_of(&measures(&trial.intervention, &funnel), rule)?;
    Ok(Verdict::Judged { on, bitten: measure.is_under(rule.percent), measure })
}
