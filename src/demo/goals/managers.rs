//! Managers agree, decline, or are not heard of; teams go live.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};

use super::Behaviour;
use crate::{
    demo::cast::Cast,
    floor::{
        Floor,
        db::Conn,
        error::Result,
        jobs::{Worker, run_until_idle},
    },
    interventions::goals::{
        agree::{Decision, decide as keep},
        live::{Seen, go_live},
        paper::{due, make::make},
        protected::Protected,
        run::Run,
        store,
    },
    trial::roster::people,
};

/// Each manager decides about the whole team at once. Those who do are briefed and say so in a meeting; the coordinator takes the
/// others live for a reason.
pub fn decide(floor: &Floor, worker: &Worker, cast: &Cast, runs: &[Run], behaviour: &mut Behaviour) -> Result<()> {
    for run in runs {
        floor.db.write(|conn| {
            for (manager_id, times) in by_manager(conn, run)? {
                decide_team(conn, floor, run, &manager_id, &times, behaviour)?;
                let team = store::teams::one(conn, &run.id, &manager_id)?;
                let reason = if Seen::of(conn, &team)?.all() { "" } else { "The service manager spoke to the team." };
                go_live(conn, floor, &cast.coordinator, run, &manager_id, reason)?;
            }
            Ok(())
        })?;
        run_until_idle(worker)?;
    }
    Ok(())
}

/// The coordinator has a page printed for everyone whom no mail reaches.
pub fn reach_on_paper(floor: &Floor, cast: &Cast, runs: &[Run]) -> Result<()> {
    for run in runs {
        if !floor.db.read(|conn| due(conn, floor, run))?.is_empty() {
            make(floor, &cast.coordinator, run)?;
        }
    }
    Ok(())
}

fn decide_team(
    conn: &mut Conn,
    floor: &Floor,
    run: &Run,
    manager_id: &str,
    times: &[Protected],
    behaviour: &mut Behaviour,
) -> Result<()> {
    let (agrees, declines) = (behaviour.shares.manager_agrees, behaviour.shares.manager_declines);
    let hears = behaviour.does(agrees + declines);
    for time in times {
        let decision = match hears.then(|| behaviour.does(agrees / (agrees + declines))) {
            None => continue,
            Some(false) => Decision::Decline { reason: "workload" },
            Some(true) => {
                let later = behaviour.does(behaviour.shares.manager_moves);
                let mut weekly = time.weekly;
                if later && weekly.time < NaiveTime::from_hms_opt(15, 0, 0).unwrap_or_default() {
                    weekly.time += TimeDelta::minutes(60);
                }
                Decision::Agree { weekly, leeway: time.leeway, cover_id: None }
            }
        };
        keep(conn, floor, manager_id, run, time, &decision)?;
    }
    if hears {
        store::teams::mark_briefed(conn, &run.id, manager_id, floor.clock.now())?;
        store::teams::mark_said(conn, &run.id, manager_id, floor.clock.now())?;
    }
    Ok(())
}

/// A run's times by manager, each in the order of staff references.
fn by_manager(conn: &mut Conn, run: &Run) -> Result<BTreeMap<String, Vec<Protected>>> {
    let mut times = Vec::new();
    for time in store::times::of_run(conn, &run.id)? {
        times.push((people::person(conn, &time.person_id)?.reference, time));
    }
    times.sort_by(|a, b| a.0.cmp(&b.0));
    let mut by_manager: BTreeMap<String, Vec<Protected>> = BTreeMap::new();
    for (_, time) in times {
        if let Some(manager_id) = time.manager_id.clone() {
            by_manager.entry(manager_id).or_default().push(time);
        }
    }
    Ok(by_manager)
}
