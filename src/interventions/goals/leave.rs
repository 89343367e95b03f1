//! Somebody asks to be left out, or has left, or their site withdraws from the trial: what is in their diary is taken back, and then
//! there is silence.

use super::{
    cancel::{cancel, cancel_all},
    run::GOALS,
    store,
};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::Result,
        schedule::{Missed, Schedule},
    },
    trial::{allocation::trial::Trial, conduct::site::people_out, contact::opt_out::opt_out, roster::people},
};

/// As many people as one look asks about.
const AT_ONCE: usize = 500;

/// Leaves somebody out, from now on.
pub fn leave(conn: &mut Conn, floor: &Floor, person_id: &str, by: &str) -> Result<()> {
    opt_out(conn, floor, person_id, by)?;
    take_back(conn, floor, person_id, "opted_out")
}

/// Takes back all that is still to come of somebody's.
fn take_back(conn: &mut Conn, floor: &Floor, person_id: &str, reason: &str) -> Result<()> {
    for time in store::times::of_person(conn, person_id)? {
        let run = store::runs::one(conn, &time.run_id)?;
        cancel_all(conn, floor, &run, &time, reason)?;
    }
    Ok(())
}

/// Each hour of the day: whoever left, or was left out by another way, or works at a site that withdrew, has nothing more in their
/// diary.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.take_back", "0 0 7-18 * * *", Missed::Skip, tidy)
}

/// Goes by who is gone and still has something in a diary, not by everybody.
fn tidy(floor: &Floor, conn: &mut Conn, _: Moment) -> Result<()> {
    let gone = people::all_gone(conn, floor.clock.today())?;
    for (reason, has_left) in [("left", true), ("opted_out", false)] {
        let ids: Vec<&str> = gone.iter().filter(|(_, left)| *left == has_left).map(|(id, _)| id.as_str()).collect();
        for some in ids.chunks(AT_ONCE) {
            take_back_of(floor, conn, some, reason)?;
        }
    }
    for trial in Trial::all_of(conn, GOALS)? {
        take_back_where_sites_withdrew(floor, conn, &trial.id)?;
    }
    Ok(())
}

/// Only what stands in a diary: a site that comes back has the weeks after that.
fn take_back_where_sites_withdrew(floor: &Floor, conn: &mut Conn, trial_id: &str) -> Result<()> {
    let out = people_out(conn, trial_id, floor.clock.today())?;
    for some in out.chunks(AT_ONCE) {
        let now = floor.clock.now();
        for slot_id in store::slots::in_diaries_of(conn, some, now)? {
            store::slots::hold(conn, &slot_id)?;
            let slot = store::slots::one(conn, &slot_id)?;
            let time = store::times::one(conn, &slot.time_id)?;
            let run = store::runs::one(conn, &time.run_id)?;
            if run.trial_id == trial_id && !slot.state.is_closed() && !slot.is_past(now) {
                cancel(conn, floor, &run, &slot, "site_withdrew")?;
            }
        }
    }
    Ok(())
}

fn take_back_of(floor: &Floor, conn: &mut Conn, people: &[&str], reason: &str) -> Result<()> {
    for time_id in store::slots::times_to_come_of(conn, people, floor.clock.now())? {
        let time = store::times::one(conn, &time_id)?;
        let run = store::runs::one(conn, &time.run_id)?;
        cancel_all(conn, floor, &run, &time, reason)?;
    }
    Ok(())
}
