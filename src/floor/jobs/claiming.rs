//! A worker claims a batch: leases what is due, and asks of each job whether it is owed still.

use super::{
    AnyWork, Claim, LEASE,
    store::{self, Row},
    worker::{Claimed, Worker},
};
use crate::floor::{
    db::{Conn, apart},
    error::Result,
};

const FELLS: &str = "It was begun again and again, and never came to an end.";

/// How much of a claim an error undoes.
#[derive(Clone, Copy)]
enum Savepoints {
    /// All of it.
    One,
    /// What was done for one job.
    Each,
}

impl Worker {
    pub(super) fn claim(&self, conn: &mut Conn, kind: &dyn AnyWork) -> Result<(usize, Vec<Claimed>)> {
        let now = self.floor.clock.now();
        let rows = store::lease(conn, kind.kind(), &self.who, now, LEASE, kind.batch())?;
        let count = rows.len();
        // One savepoint serves all while all goes well. Where one job fails, each is claimed afresh in its own.
        let together = apart(conn, |conn| self.claim_rows(conn, kind, rows.clone(), Savepoints::One));
        let ready = match together {
            Err(_) => self.claim_rows(conn, kind, rows, Savepoints::Each)?,
            ready => ready?,
        };
        Ok((count, ready))
    }

    fn claim_rows(
        &self,
        conn: &mut Conn,
        kind: &dyn AnyWork,
        rows: Vec<Row>,
        savepoints: Savepoints,
    ) -> Result<Vec<Claimed>> {
        let now = self.floor.clock.now();
        let mut guard = kind.guard();
        let mut ready = Vec::with_capacity(rows.len());
        for row in rows {
            if row.tries >= kind.tries() {
                // Whoever held it died each time: most likely of it.
                store::settle(conn, &row.id, "stuck", Some(FELLS), now)?;
                continue;
            }
            let claimed = match savepoints {
                Savepoints::One => Ok(kind.claim(&self.floor, conn, guard.as_mut(), &row.payload)?),
                Savepoints::Each => apart(conn, |conn| kind.claim(&self.floor, conn, guard.as_mut(), &row.payload)),
            };
            match claimed {
                Ok(Claim::Ready(what)) => ready.push((row, what)),
                Ok(Claim::NotNeeded(why)) => store::settle(conn, &row.id, "not_needed", Some(&why), now)?,
                Ok(Claim::NotBefore(moment)) => store::put_back(conn, &row.id, moment, row.tries, None)?,
                Ok(Claim::Alarm { kind, subject, why }) => {
                    store::raise_alarm(conn, &self.floor, kind, &subject, &why)?;
                    store::settle(conn, &row.id, "stuck", Some(&why), now)?;
                    tracing::error!(job = %row.id, alarm = kind, "a job was refused");
                }
                Err(error) => self.failed(conn, kind, &row, &error)?,
            }
        }
        Ok(ready)
    }
}
