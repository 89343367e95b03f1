//! The job that takes what was erased out of SQLite's log, too: `secure_delete` overwrites it in the database itself, but
//! the write-ahead log keeps earlier pages until it is emptied.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Integer};
use serde::{Deserialize, Serialize};

use super::Conn;
use crate::floor::{
    Floor,
    error::{Error, Result},
    jobs::{Claim, Ending, Work},
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
