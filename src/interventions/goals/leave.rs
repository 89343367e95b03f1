//! Somebody asks to be left out, or has left: what is in their diary is taken back, and then there is silence.

use super::{cancel::cancel_all, store};
use crate::{
    floor::{
        Floor,
        clock::Moment,
        db::Conn,
        error::Result,
        schedule::{Missed, Schedule},
    },
    trial::{contact::opt_out::opt_out, roster::people},
};

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

/// Each morning: whoever left, or was left out by another way, has nothing more in their diary.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.take_back", "0 0 7 * * *", Missed::Skip, tidy)
}

fn tidy(floor: &Floor, conn: &mut Conn, _: Moment) -> Result<()> {
    let today = floor.clock.today();
    for run in store::runs::all(conn)? {
        for time in store::times::of_run(conn, &run.id)? {
            let reason = match people::gone(conn, &time.person_id)? {
                (Some(day), _) if day <= today => "left",
                (_, Some(_)) => "opted_out",
                _ => continue,
            };
            cancel_all(conn, floor, &run, &time, reason)?;
        }
    }
    Ok(())
}
