//! On weekday mornings: managers who have not decided are reminded as the day comes near, and when it has gone by, what is
//! still open is put down as no reply. Reminders stop there.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{ask_times::AskTimes, mailing::Page, protected::State, run::Run, store};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::Conn,
        error::Result,
        jobs,
        schedule::{Missed, Schedule},
    },
    trial::allocation::end::ended_at,
};

/// How many days before the last one each reminder goes.
const DAYS_BEFORE: [u8; 2] = [4, 1];

/// A morning that was missed is not made up for: the next one sees the same.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.remind_managers", "0 15 9 * * Mon-Fri", Missed::Skip, remind)
}

fn remind(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    for run in store::runs::all(conn)? {
        if run.asked_at.is_none() || ended_at(conn, &run.trial_id)?.is_some() {
            continue;
        }
        let today = london_date(occasion);
        if today > run.agree_by {
            // The day has gone by: silence is an answer of its own.
            store::times::close(conn, &run.id)?;
        } else if let Some(days) = due(&run, today) {
            remind_run(floor, conn, &run, days)?;
        }
    }
    Ok(())
}

fn remind_run(floor: &Floor, conn: &mut Conn, run: &Run, days: u8) -> Result<()> {
    for manager_id in undecided(conn, run)? {
        let key = format!("goals.ask_manager:{}:{manager_id}:{days}", run.id);
        let page = Page { run_id: run.id.clone(), manager_id, reminder: days };
        jobs::enqueue_once::<AskTimes>(conn, floor, &key, &page, floor.clock.now())?;
    }
    Ok(())
}

fn undecided(conn: &mut Conn, run: &Run) -> Result<BTreeSet<String>> {
    let times = store::times::of_run(conn, &run.id)?.into_iter();
    Ok(times.filter(|time| time.state == State::Proposed).filter_map(|time| time.manager_id).collect())
}

/// Which reminder counts today: the latest whose day has come, and lies after the day of asking.
fn due(run: &Run, today: NaiveDate) -> Option<u8> {
    let asked_on = london_date(run.asked_at?);
    let has_come = |days: &u8| {
        let day = run.agree_by.checked_sub_days(Days::new(u64::from(*days)));
        day.is_some_and(|day| day <= today && day > asked_on)
    };
    DAYS_BEFORE.into_iter().filter(has_come).min()
}
