//! Files of letters go two weeks after they were made, and as soon as somebody in them asks to be forgotten. That a letter was
//! made stays.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        clock::Moment,
        db::Conn,
        error::Result,
        jobs::{self, Claim, Ending, Work},
        schedule::{Missed, Schedule},
    },
    interventions::goals::store::papers::{self, Pack},
};

/// How long they are kept to be printed.
const KEPT: TimeDelta = TimeDelta::days(14);

/// The job that erases one file. Promised by the act that ends it, since a file cannot be brought back when that comes to nothing.
#[derive(Debug, Clone, Copy)]
pub struct ErasePaper;

#[derive(Debug, Serialize, Deserialize)]
pub struct File {
    pub pack_id: String,
    pub file_key: String,
}

/// A night that was missed is not made up for: the next one sees the same.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("goals.erase_papers", "0 10 3 * * *", Missed::Skip, erase_old)
}

fn erase_old(floor: &Floor, conn: &mut Conn, occasion: Moment) -> Result<()> {
    papers::kept_before(conn, occasion - KEPT)?.iter().try_for_each(|pack| erase(conn, floor, pack))
}

/// Every file that holds a page of theirs.
pub fn erase_of(conn: &mut Conn, floor: &Floor, time_id: &str) -> Result<()> {
    papers::kept_with(conn, time_id)?.iter().try_for_each(|pack| erase(conn, floor, pack))
}

fn erase(conn: &mut Conn, floor: &Floor, pack: &Pack) -> Result<()> {
    papers::mark_erased(conn, &pack.id, floor.clock.now())?;
    jobs::enqueue::<ErasePaper>(conn, floor, &File { pack_id: pack.id.clone(), file_key: pack.file_key.clone() })
}

impl Work for ErasePaper {
    const KIND: &'static str = "goals.erase_paper";
    type Job = File;
    type Guard = ();
    type Ready = File;
    type Done = String;

    fn claim(&self, _: &Floor, _: &mut Conn, (): &mut (), job: &File) -> Result<Claim<File>> {
        Ok(Claim::Ready(File { pack_id: job.pack_id.clone(), file_key: job.file_key.clone() }))
    }

    fn work(&self, floor: &Floor, _: &str, file: File) -> Result<String> {
        floor.files.delete(&file.file_key)?;
        Ok(file.pack_id)
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, pack_id: String) -> Result<Ending> {
        audit::write(conn, floor.clock.now(), &Act::new("worker", "goals.paper_erased", &pack_id))?;
        Ok(Ending::Done)
    }
}
