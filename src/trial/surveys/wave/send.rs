//! What goes out by the clock: the first mail of a survey on the morning it opens, then its reminders; so many people at a time, each
//! part in a transaction of its own. What was begun and never sent goes the morning after the last day.

use serde::{Deserialize, Serialize};

use super::{
    Wave,
    asked::{everyone, goes_on},
    mail::{Job, WaveMail},
};
use crate::{
    floor::{
        Floor,
        clock::{Moment, london_date},
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work},
        schedule::{Missed, Schedule},
    },
    trial::surveys::store::sheets,
};

/// As many people as one part looks at.
const PART: usize = 500;

/// Each morning. One that was missed is not made up for: the next one sees the same.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("surveys.waves", "0 20 9 * * *", Missed::Skip, each_morning)
}

fn each_morning(floor: &Floor, conn: &mut Conn, _: Moment) -> Result<()> {
    for wave in Wave::launched(conn)? {
        if wave.has_closed(floor.clock.now()) {
            sheets::remove_unsent(conn, &wave.id)?;
        } else if wave.mode.goes_by_mail() && goes_on(conn, &wave)? {
            send_due(conn, floor, &wave)?;
        }
    }
    Ok(())
}

/// Promises what the day calls for, once ever.
pub(super) fn send_due(conn: &mut Conn, floor: &Floor, wave: &Wave) -> Result<()> {
    match wave.sending_on(london_date(floor.clock.now())) {
        Some(number) => Part { wave_id: wave.id.clone(), number, after: String::new() }.promise(conn, floor),
        None => Ok(()),
    }
}

/// Promises the mails of one part, and the part after it.
#[derive(Debug, Clone, Copy)]
pub struct WavePart;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    wave_id: String,
    /// 0 for the first mail, then the reminders.
    number: i32,
    /// The id of the last person of the part before; empty for the first.
    after: String,
}

impl Part {
    fn promise(self, conn: &mut Conn, floor: &Floor) -> Result<()> {
        let key = format!("{}:{}:{}:{}", WavePart::KIND, self.wave_id, self.number, self.after);
        jobs::enqueue_once::<WavePart>(conn, floor, &key, &self, floor.clock.now()).map(drop)
    }
}

impl Work for WavePart {
    const KIND: &'static str = "surveys.wave_part";
    type Job = Part;
    type Guard = ();
    type Ready = ();
    type Done = ();

    /// All that there is to do is promise, and a promise that was made is not made again. Whether somebody is still to be asked,
    /// each mail sees to.
    fn claim(&self, floor: &Floor, conn: &mut Conn, (): &mut (), part: &Part) -> Result<Claim<()>> {
        let wave = Wave::find(conn, &part.wave_id)?;
        let people = everyone(conn, floor, &wave.trial_id)?;
        let people: Vec<String> = people.into_iter().filter(|id| *id > part.after).take(PART).collect();
        for person_id in &people {
            let job = Job { wave_id: wave.id.clone(), person_id: person_id.clone(), number: part.number };
            jobs::enqueue_once::<WaveMail>(conn, floor, &job.what(), &job, floor.clock.now())?;
        }
        if let Some(last) = people.last().filter(|_| people.len() == PART) {
            Part { after: last.clone(), ..part.clone() }.promise(conn, floor)?;
        }
        Ok(Claim::Ready(()))
    }

    fn work(&self, _: &Floor, _: &str, (): ()) -> Result<()> {
        Ok(())
    }

    fn settle(&self, _: &Floor, _: &mut Conn, (): ()) -> Result<Ending> {
        Ok(Ending::Done)
    }

    fn batch(&self) -> i64 {
        1
    }

    fn only_tells(&self) -> bool {
        true
    }
}
