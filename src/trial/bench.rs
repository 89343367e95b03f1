//! How long the figures of a trial take over a long record: everybody of a large authority allocated to Rounds, event after event put
//! on record as they are in the product, then the funnel, the flow, and the scores of a survey that everybody answered.

use std::time::Instant;

use chrono::TimeDelta;
use serde::Serialize;

use super::{
    allocation::{bench::everyone_served, trial::Trial},
    roster::made_up,
    surveys,
    uptake::{event::Event, flow, gather::gather, record::record, roll_up},
};
use crate::floor::{
    Floor,
    clock::Clock,
    error::{Error, Result},
    memory::peak_mb,
};

/// So many are put on record in one transaction.
const AT_ONCE: usize = 20_000;

/// What was measured, in seconds.
#[derive(Debug, Clone, Serialize)]
pub struct ReportsBench {
    pub people: usize,
    pub events: usize,
    pub append_per_s: f64,
    pub funnel_s: f64,
    pub flow_s: f64,
    pub sheets: usize,
    pub scores_s: f64,
    /// All counts made anew from the record, to the same.
    pub rebuild_s: f64,
    pub peak_rss_mb: Option<f64>,
}

/// Measures on an empty database.
///
/// # Errors
/// `Broken`, where a rebuild does not come to the same.
pub fn reports(floor: &Floor, people: usize, events: usize) -> Result<ReportsBench> {
    let trial = floor.db.write(|conn| everyone_served(conn, floor, "rounds", &made_up::Plan::of(people)))?;
    let everyone = floor.db.read(|conn| surveys::bench::everyone(conn, floor, &trial))?;
    let begun = Instant::now();
    append(floor, &trial, &everyone, events)?;
    let append_s = begun.elapsed().as_secs_f64();
    let (funnel_s, funnel) = timed(|| floor.db.read(|conn| gather(conn, floor, &trial, true)))?;
    let (flow_s, flow) = timed(|| floor.db.read(|conn| flow::gather::gather(conn, floor, &trial, "nobody")))?;
    if !funnel.funnel.adds_up() || !flow.adds_up() {
        return Err(Error::broken("a sum does not hold"));
    }
    let wave = floor.db.write(|conn| surveys::bench::answered_by(conn, floor, &trial, &everyone))?;
    let later = Floor { clock: Clock::still(floor.clock.now() + TimeDelta::days(60)), ..floor.clone() };
    let (scores_s, _) = timed(|| floor.db.write(|conn| surveys::bench::scores(conn, &later, &wave)))?;
    let peak_rss_mb = peak_mb();
    let (rebuild_s, ()) = timed(|| floor.db.write(|conn| roll_up::rebuild(conn, &trial.id)))?;
    if floor.db.read(|conn| gather(conn, floor, &trial, true))?.funnel != funnel.funnel {
        return Err(Error::broken("a rebuild came to other figures"));
    }
    Ok(ReportsBench {
        people: everyone.len(),
        events,
        append_per_s: events as f64 / append_s,
        funnel_s,
        flow_s,
        sheets: everyone.len(),
        scores_s,
        rebuild_s,
        peak_rss_mb,
    })
}

fn timed<T>(act: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let begun = Instant::now();
    let done = act()?;
    Ok((begun.elapsed().as_secs_f64(), done))
}

/// What can become of a place, one after another; every person and Round has another.
const ROADS: [&[Event]; 5] = [
    &[Event::RoundInvited, Event::RoundDelivered, Event::RoundBooked, Event::RoundCovered, Event::RoundAttended],
    &[Event::RoundInvited, Event::RoundDelivered, Event::RoundWaiting, Event::RoundOffered, Event::RoundExpired],
    &[Event::RoundInvited, Event::RoundDelivered, Event::RoundBooked, Event::RoundCoverLost, Event::RoundApologised],
    &[Event::RoundInvited, Event::RoundBounced, Event::RoundOtherTime, Event::RoundWaiting, Event::RoundLeft],
    &[Event::RoundInvited, Event::RoundDelivered, Event::RoundWaiting, Event::RoundOffered, Event::RoundBooked],
];
const STEPS: usize = 5;

/// A Round after another, a person after another, five steps each, until there are enough.
fn append(floor: &Floor, trial: &Trial, everyone: &[String], events: usize) -> Result<()> {
    let begun = floor.clock.now() - TimeDelta::days(360);
    let mut nth = 0;
    while nth < events {
        floor.db.write(|conn| {
            for nth in nth..events.min(nth + AT_ONCE) {
                let (place, step) = (nth / STEPS, nth % STEPS);
                let (round, person) = (place / everyone.len(), place % everyone.len());
                let at = begun + TimeDelta::days(14 * round as i64) + TimeDelta::minutes(step as i64);
                let event = ROADS[(person * 7 + round * 3) % ROADS.len()][step];
                let occasion = format!("00000000-0000-7000-8000-{round:012}");
                record(conn, at, event, &everyone[person], &trial.id, &occasion, "")?;
            }
            Ok(())
        })?;
        nth += AT_ONCE;
    }
    Ok(())
}
