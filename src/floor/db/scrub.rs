//! The job that takes what was erased out of SQLite's log, too: `secure_delete` overwrites it in the database itself, but
//! the write-ahead log keeps earlier pages until it is emptied. Each night it is emptied in any case, since the order of its
//! pages is the order in which people wrote.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Integer};
use serde::{Deserialize, Serialize};

use super::Conn;
use crate::floor::{
    Floor,
    clock::Moment,
    error::{Error, Result},
    jobs::{Claim, Ending, Work, enqueue},
    schedule::{Missed, Schedule},
};

#[derive(Debug, Clone, Copy)]
pub struct Scrub;

/// Nothing more is to be said.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Job {}

#[derive(Debug, QueryableByName)]
struct Emptied {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// A night that was missed is not made up for: the next one empties it all the same.
pub fn schedule() -> Result<Schedule> {
    Schedule::new("db.scrub", "0 15 4 * * *", Missed::Skip, each_night)
}

fn each_night(floor: &Floor, conn: &mut Conn, _: Moment) -> Result<()> {
    if matches!(conn, Conn::Sqlite(_)) { enqueue::<Scrub>(conn, floor, &Job {}) } else { Ok(()) }
}

impl Work for Scrub {
    const KIND: &'static str = "db.scrub";
    type Job = Job;
    type Guard = ();
    type Ready = ();
    type Done = ();

    fn claim(&self, _: &Floor, _: &mut Conn, (): &mut (), _: &Job) -> Result<Claim<()>> {
        Ok(Claim::Ready(()))
    }

    fn work(&self, floor: &Floor, _: &str, (): ()) -> Result<()> {
        match &mut *floor.db.conn()? {
            Conn::Sqlite(sqlite) => {
                let emptied: Emptied = sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(sqlite)?;
                if emptied.busy == 0 { Ok(()) } else { Err(Error::later("the database is being read")) }
            }
            // PostgreSQL recycles its own log; dead rows go with its vacuum.
            Conn::Postgres(_) => Ok(()),
        }
    }

    fn settle(&self, _: &Floor, _: &mut Conn, (): ()) -> Result<Ending> {
        Ok(Ending::Done)
    }
}
