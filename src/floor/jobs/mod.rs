//! Work that was promised: a job is plain data with a permanent name, claimed under a lease, worked with no
//! transaction open, and settled by a sentence.

pub mod bench;
mod claiming;
pub mod pages;
mod store;
mod worker;

use std::any::Any;

use chrono::TimeDelta;
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use store::each::promise_each;
pub use store::{
    Alarm, Listed, Queued, Waiting, about, beat, counts, due, enqueue, enqueue_many, enqueue_once, last_beat, let_go,
    open_of, queued, raise_alarm, stuck, stuck_of, try_again, unseen_alarms, waiting,
};
pub use worker::{Worker, hands, run_many_until_idle, run_until_idle};

use super::{
    Floor,
    clock::Moment,
    db::Conn,
    error::{Error, Result},
};

/// How long a claim holds. Then the job is anybody's, whatever became of whoever held it.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    Done,
    NotNeeded(String),
    /// It could not be done yet, through no fault: it is asked again then, and this was no try.
    NotBefore(Moment),
}

/// What the claiming transaction decided about a job.
#[derive(Debug)]
pub enum Claim<R> {
    /// It is owed: here is what the work needs.
    Ready(R),
    /// Already done, or no longer owed, and why.
    NotNeeded(String),
    /// Owed, but not before this moment. It is asked again then, and this was no try.
    NotBefore(Moment),
    /// Something is wrong that trying cannot mend, and somebody has to look: stuck, with an alarm.
    Alarm { kind: &'static str, subject: String, why: String },
}

/// A kind of job. `claim` and `settle` run inside a transaction; `work` runs outside any.
pub trait Work: Send + Sync + 'static {
    /// Permanent: rows in the database carry it.
    const KIND: &'static str;
    type Job: Serialize + DeserializeOwned;
    /// What one claiming transaction keeps between its jobs, such as a list already verified.
    type Guard: Default;
    type Ready: Send + 'static;
    type Done: Send + 'static;

    /// Asks whether the job is still owed and reads what the work needs.
    fn claim(
        &self,
        floor: &Floor,
        conn: &mut Conn,
        guard: &mut Self::Guard,
        job: &Self::Job,
    ) -> Result<Claim<Self::Ready>>;
    /// Does it. `job_id` is the same at every try.
    fn work(&self, floor: &Floor, job_id: &str, ready: Self::Ready) -> Result<Self::Done>;
    /// Puts on record what was done.
    fn settle(&self, floor: &Floor, conn: &mut Conn, done: Self::Done) -> Result<Ending>;

    /// Does a whole batch of it, and tells of each job what came of it, in their order. For a kind that does many better
    /// together than one by one.
    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Self::Ready)>) -> Vec<Result<Self::Done>> {
        batch.into_iter().map(|(job_id, ready)| self.work(floor, &job_id, ready)).collect()
    }

    /// How many are claimed at once.
    fn batch(&self) -> i64 {
        200
    }

    /// Whether `settle` reads and writes nothing, so that nothing has to be taken back where it fails.
    fn only_tells(&self) -> bool {
        false
    }

    /// How many times it is tried before it is stuck.
    fn tries(&self) -> i32 {
        12
    }

    /// Whether `work` of one batch may go on side by side, as much as the machine has cores. They are settled in order.
    fn side_by_side(&self) -> bool {
        false
    }

    /// The wait after a failed try: 1, 2, 4 … minutes, a day at most.
    fn wait(&self, tries: i32) -> TimeDelta {
        let doublings = tries.saturating_sub(1).clamp(0, 11);
        TimeDelta::minutes(1 << doublings).min(TimeDelta::days(1))
    }
}

/// What a batch of one came to.
pub fn only<T>(mut done: Vec<Result<T>>) -> Result<T> {
    done.pop().unwrap_or_else(|| Err(Error::broken("a job without an answer")))
}

/// Any `Work`, its types hidden, so that one worker can hold them all.
pub(crate) trait AnyWork: Send + Sync {
    fn kind(&self) -> &'static str;
    fn tries(&self) -> i32;
    fn wait(&self, tries: i32) -> TimeDelta;
    fn side_by_side(&self) -> bool;
    fn guard(&self) -> Box<dyn Any>;
    fn claim(
        &self,
        floor: &Floor,
        conn: &mut Conn,
        guard: &mut dyn Any,
        payload: &str,
    ) -> Result<Claim<Box<dyn Any + Send>>>;
    fn batch(&self) -> i64;
    fn only_tells(&self) -> bool;
    /// As many answers as there were jobs.
    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Box<dyn Any + Send>)>) -> Vec<Result<Box<dyn Any + Send>>>;
    fn settle(&self, floor: &Floor, conn: &mut Conn, done: Box<dyn Any + Send>) -> Result<Ending>;
}

impl<W: Work> AnyWork for W {
    fn kind(&self) -> &'static str {
        W::KIND
    }

    fn tries(&self) -> i32 {
        Work::tries(self)
    }

    fn wait(&self, tries: i32) -> TimeDelta {
        Work::wait(self, tries)
    }

    fn side_by_side(&self) -> bool {
        Work::side_by_side(self)
    }

    fn guard(&self) -> Box<dyn Any> {
        Box::new(W::Guard::default())
    }

    fn claim(
        &self,
        floor: &Floor,
        conn: &mut Conn,
        guard: &mut dyn Any,
        payload: &str,
    ) -> Result<Claim<Box<dyn Any + Send>>> {
        let job = serde_json::from_str(payload)?;
        let guard = guard.downcast_mut::<W::Guard>().ok_or_else(mixed_up)?;
        Ok(match Work::claim(self, floor, conn, guard, &job)? {
            Claim::Ready(ready) => Claim::Ready(Box::new(ready)),
            Claim::NotNeeded(why) => Claim::NotNeeded(why),
            Claim::NotBefore(moment) => Claim::NotBefore(moment),
            Claim::Alarm { kind, subject, why } => Claim::Alarm { kind, subject, why },
        })
    }

    fn batch(&self) -> i64 {
        Work::batch(self)
    }

    fn only_tells(&self) -> bool {
        Work::only_tells(self)
    }

    fn work_batch(&self, floor: &Floor, batch: Vec<(String, Box<dyn Any + Send>)>) -> Vec<Result<Box<dyn Any + Send>>> {
        let count = batch.len();
        let ready =
            batch.into_iter().map(|(id, ready)| Ok((id, *ready.downcast::<W::Ready>().map_err(|_| mixed_up())?)));
        let Ok(ready) = ready.collect::<Result<Vec<_>>>() else {
            return (0..count).map(|_| Err(mixed_up())).collect();
        };
        let done = Work::work_batch(self, floor, ready).into_iter();
        let boxed = done.map(|done| done.map(|done| Box::new(done) as Box<dyn Any + Send>));
        boxed.chain(std::iter::repeat_with(|| Err(Error::broken("a job without an answer")))).take(count).collect()
    }

    fn settle(&self, floor: &Floor, conn: &mut Conn, done: Box<dyn Any + Send>) -> Result<Ending> {
        let done = done.downcast::<W::Done>().map_err(|_| mixed_up())?;
        Work::settle(self, floor, conn, *done)
    }
}

fn mixed_up() -> Error {
    Error::broken("a job met another kind's work")
}
