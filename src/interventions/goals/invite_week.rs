//! Each Thursday the invitations for the week after go out; a team that goes live later gets those that it has missed.

use std::collections::HashSet;

use chrono::{NaiveTime, TimeDelta};

use super::{
    invite::{Invite, promise},
    protected::Protected,
    run::Run,
    store,
};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date, london_moment},
        db::Conn,
        error::Result,
        schedule::{Missed, Schedule},
    },
    trial::{allocation::end::ended_at, availability::days::monday},
};

/// A Thursday that was missed is made up for: otherwise a week would go by without a diary entry.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.invite_week", "0 30 9 * * Thu", Missed::Skip, invite_all)
}

fn invite_all(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    let until = end_of_next_week(occasion);
    for run in store::runs::all(conn)? {
        if run.asked_at.is_none() || ended_at(conn, &run.trial_id)?.is_some() {
            continue;
        }
        let live: HashSet<String> = live_times(conn, &run)?;
        promise_until(conn, floor, &run, &live, until)?;
    }
    Ok(())
}

/// The ids of the times of everyone whose team is live. Who has no manager is live once the run has begun.
fn live_times(conn: &mut Conn, run: &Run) -> Result<HashSet<String>> {
    let teams = store::teams::of_run(conn, &run.id)?;
    let live: HashSet<String> =
        teams.into_iter().filter(|team| team.live_at.is_some()).map(|team| team.manager_id).collect();
    let times = store::times::of_run(conn, &run.id)?.into_iter();
    Ok(times.filter(|time| time.manager_id.as_ref().is_none_or(|id| live.contains(id))).map(|time| time.id).collect())
}

/// What a team that goes live now would have been sent by today.
pub fn invite_team(conn: &mut Conn, floor: &Floor, run: &Run, times: &[Protected]) -> Result<()> {
    let now = floor.clock.now();
    let today = london_date(now);
    let thursday = monday(today) + TimeDelta::days(3);
    let until = if today >= thursday { end_of_next_week(now) } else { end_of_next_week(now - TimeDelta::days(7)) };
    promise_until(conn, floor, run, &times.iter().map(|time| time.id.clone()).collect(), until)
}

fn promise_until(conn: &mut Conn, floor: &Floor, run: &Run, live: &HashSet<String>, until: Moment) -> Result<()> {
    let now = floor.clock.now();
    for slot_id in store::slots::to_invite(conn, &run.id, now, until)? {
        let slot = store::slots::one(conn, &slot_id)?;
        if live.contains(&slot.time_id) && store::slots::mark_queued(conn, &slot_id, now)? {
            promise(conn, floor, &Invite { slot_id, sequence: slot.sequence })?;
        }
    }
    Ok(())
}

/// The end of the Sunday of the week after a moment's.
fn end_of_next_week(moment: Moment) -> Moment {
    london_moment(monday(london_date(moment)) + TimeDelta::days(14), NaiveTime::MIN)
}
