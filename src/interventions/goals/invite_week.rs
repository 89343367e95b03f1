//! Each Thursday the invitations for the week after go out; a team that goes live later gets those that it has missed.

use chrono::{NaiveTime, TimeDelta};

use super::{recall::open_runs, run::Run, store};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date, london_moment},
        db::Conn,
        error::Result,
        schedule::{Missed, Schedule},
    },
    trial::availability::days::monday,
};

/// A Thursday that was missed is made up for: otherwise a week would go by without a diary entry.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.invite_week", "0 30 9 * * Thu", Missed::Skip, invite_all)
}

fn invite_all(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    for run in open_runs(conn)? {
        invite(conn, floor, &run, end_of_next_week(occasion))?;
    }
    Ok(())
}

/// What teams that are live by now would have been sent by today.
pub fn invite_now(conn: &mut Conn, floor: &Floor, run: &Run) -> Result<()> {
    let now = floor.clock.now();
    let today = london_date(now);
    let thursday = monday(today) + TimeDelta::days(3);
    let until = if today >= thursday { end_of_next_week(now) } else { end_of_next_week(now - TimeDelta::days(7)) };
    invite(conn, floor, run, until).map(drop)
}

/// Promises what begins by then, to everyone whose team is live; how many.
pub fn invite(conn: &mut Conn, floor: &Floor, run: &Run, until: Moment) -> Result<usize> {
    store::slots::promise_invitations(conn, floor, &run.id, floor.clock.now(), until)
}

/// The end of the Sunday of the week after a moment's.
fn end_of_next_week(moment: Moment) -> Moment {
    london_moment(monday(london_date(moment)) + TimeDelta::days(14), NaiveTime::MIN)
}
