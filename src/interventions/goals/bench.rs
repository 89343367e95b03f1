//! How long it takes to promise a week's invitations to everybody: one statement for the jobs and one for the half hours.

use std::time::Instant;

use chrono::{NaiveTime, TimeDelta, Weekday};
use serde::Serialize;

use super::{
    course::SLOT_MINUTES,
    invite_week::invite,
    protected::{Leeway, Protected, State},
    run::Run,
    slot::{self, Slot},
    store,
};
use crate::{
    floor::{
        Floor,
        db::Conn,
        error::{Error, Result},
        memory,
    },
    trial::{
        allocation::set_up::{self, Plan as TrialPlan, Typed},
        availability::{days::monday, weekly::Weekly},
        roster::{made_up, people},
    },
};

/// What was measured.
#[derive(Debug, Clone, Serialize)]
pub struct WeekBench {
    /// People with a half hour in the week.
    pub people: usize,
    /// From the first statement to the commit.
    pub seconds: f64,
    pub peak_rss_mb: Option<f64>,
}

/// Promises a week's invitations to `people`, all of made-up authorities.
///
/// # Errors
/// `Broken`, where somebody was left out.
pub fn week(floor: &Floor, people: usize) -> Result<WeekBench> {
    let run = floor.db.write(|conn| fill(conn, floor, people))?;
    let until = floor.clock.now() + TimeDelta::days(14);
    let begun = Instant::now();
    let promised = floor.db.write(|conn| invite(conn, floor, &run, until))?;
    let seconds = begun.elapsed().as_secs_f64();
    if promised != people {
        return Err(Error::broken(format!("{promised} of {people} were promised an invitation")));
    }
    Ok(WeekBench { people, seconds, peak_rss_mb: memory::peak_mb() })
}

/// Made-up people, each with a half hour in the week that comes.
fn fill(conn: &mut Conn, floor: &Floor, people: usize) -> Result<Run> {
    let today = floor.clock.today();
    made_up::bring_in(conn, floor, "bench", &made_up::Plan::of(people))?;
    let everyone = people::everyone(conn)?;
    let workers = everyone.iter().filter(|person| person.role.is_practitioner());
    let ids: Vec<String> = workers.map(|person| person.id.clone()).take(people).collect();
    let run = run(conn, floor, &everyone[0].authority_id)?;
    let weekly = Weekly { weekday: Weekday::Wed, time: NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default() };
    let span = weekly.in_week(monday(today) + TimeDelta::days(7), SLOT_MINUTES);
    for person_id in ids {
        let time = Protected {
            id: floor.ids.next(),
            run_id: run.id.clone(),
            person_id: person_id.clone(),
            manager_id: None,
            weekly,
            leeway: Leeway::Day,
            state: State::Agreed,
            cover_id: None,
            reason: None,
            decided_by: None,
            decided_at: None,
        };
        store::times::add(conn, &time)?;
        let slot = Slot {
            id: floor.ids.next(),
            time_id: time.id,
            run_id: run.id.clone(),
            person_id,
            week: 1,
            span,
            sequence: 0,
            state: slot::State::Planned,
            reason: None,
            wanted_at: None,
            queued_at: None,
            changed_at: floor.clock.now(),
            offered_at: None,
            answered_at: None,
        };
        store::slots::add(conn, &slot)?;
    }
    Ok(run)
}

fn run(conn: &mut Conn, floor: &Floor, authority_id: &str) -> Result<Run> {
    let typed = Typed {
        name: "Bench".into(),
        intervention: super::run::GOALS.into(),
        unit: "team".into(),
        arms: vec![("course".into(), "1".into(), true)],
        ..Typed::default()
    };
    let run = Run {
        id: floor.ids.next(),
        trial_id: set_up::set_up(conn, floor, "bench", &TrialPlan::parse(&typed)?)?,
        authority_id: authority_id.to_owned(),
        name: "Bench".into(),
        course: "small_steps".into(),
        course_version: "1".into(),
        starts_on: monday(floor.clock.today()) + TimeDelta::days(7),
        agree_by: floor.clock.today(),
        without_agreement: None,
        made_by: "bench".into(),
        made_at: floor.clock.now(),
        asked_at: Some(floor.clock.now()),
        framing_reason: None,
    };
    store::runs::add(conn, &run)?;
    Ok(run)
}
