//! The worker: claim a batch, work it, settle it. Told to stop, it settles what it holds and takes no more.

use std::{
    any::Any,
    collections::HashMap,
    num::NonZero,
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, available_parallelism},
    time::{Duration, Instant},
};

use chrono::TimeDelta;

use super::{
    AnyWork, Ending, Work,
    store::{self, Row, beat, last_breath},
};
use crate::floor::{
    Floor,
    db::{Conn, apart},
    error::{Error, Result},
};

const IDLE: Duration = Duration::from_millis(500);
const BEAT: Duration = Duration::from_secs(30);

/// Holds every kind of work, by its name.
#[derive(Clone)]
pub struct Worker {
    pub(super) floor: Floor,
    kinds: Arc<Vec<Arc<dyn AnyWork>>>,
    /// Who holds a lease: unique to this process.
    pub(super) who: String,
    stop: Arc<AtomicBool>,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Worker({})", self.who)
    }
}

/// A job that is owed, with what its work needs.
pub(super) type Claimed = (Row, Box<dyn Any + Send>);
/// What each claimed job came to, before it is settled.
type Worked = (Row, Result<Box<dyn Any + Send>>);

impl Worker {
    pub fn new(floor: Floor) -> Self {
        let who = floor.ids.random();
        Self { floor, kinds: Arc::default(), who, stop: Arc::default() }
    }

    /// Takes on a kind of work. Done once, at start-up, for each.
    #[must_use]
    pub fn with(mut self, work: impl Work) -> Self {
        let mut kinds = (*self.kinds).clone();
        kinds.push(Arc::new(work));
        self.kinds = Arc::new(kinds);
        self
    }

    /// Another pair of hands for the same work: it holds leases of its own, and stops when this one is stopped.
    #[must_use]
    pub fn another(&self) -> Self {
        Self { who: self.floor.ids.random(), ..self.clone() }
    }

    /// Works until told to stop. Runs on a thread of its own.
    pub fn run(&self) {
        let (mut pause, mut beat_at) = (Duration::ZERO, Instant::now());
        while self.wait(pause) {
            if beat_at <= Instant::now() {
                self.beat();
                beat_at = Instant::now() + BEAT;
            }
            pause = match self.round() {
                Ok(0) => IDLE,
                Ok(_) => Duration::ZERO,
                Err(error) => {
                    tracing::error!(%error, "the worker met a fault");
                    IDLE
                }
            };
        }
        if let Err(error) = self.floor.db.write(|conn| last_breath(conn, &self.who)) {
            tracing::warn!(%error, "the worker left its beat behind");
        }
    }

    /// Says to `/ready` that work is being done here.
    fn beat(&self) {
        if let Err(error) = self.floor.db.write(|conn| beat(conn, &self.who, self.floor.clock.now())) {
            tracing::warn!(%error, "the worker could not say that it is alive");
        }
    }

    /// Waits, unless told to stop meanwhile; `false` when it was.
    pub fn wait(&self, time: Duration) -> bool {
        let mut left = time;
        while !left.is_zero() && !self.stop.load(Ordering::Relaxed) {
            thread::sleep(IDLE.min(left));
            left = left.saturating_sub(IDLE);
        }
        !self.stop.load(Ordering::Relaxed)
    }

    /// Asks the worker to finish what it holds and stop.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// One batch of every kind; how many jobs were settled or put back.
    pub fn round(&self) -> Result<usize> {
        let mut handled = 0;
        for kind in self.kinds.iter() {
            handled += self.batch(kind.as_ref())?;
        }
        Ok(handled)
    }

    fn batch(&self, kind: &dyn AnyWork) -> Result<usize> {
        let (count, ready) = self.floor.db.write(|conn| self.claim(conn, kind))?;
        let worked = self.work(kind, ready);
        if !worked.is_empty() {
            self.settle(kind, worked)?;
        }
        Ok(count)
    }

    /// Works a batch, its order kept.
    fn work(&self, kind: &dyn AnyWork, ready: Vec<Claimed>) -> Vec<Worked> {
        let all = |share: Vec<Claimed>| -> Vec<Worked> {
            let (rows, batch): (Vec<Row>, Vec<_>) =
                share.into_iter().map(|(row, ready)| (row.clone(), (row.id, ready))).unzip();
            rows.into_iter().zip(kind.work_batch(&self.floor, batch)).collect()
        };
        let hands = if kind.side_by_side() { available_parallelism().map_or(1, NonZero::get) } else { 1 };
        if hands == 1 || ready.len() < hands {
            return if ready.is_empty() { Vec::new() } else { all(ready) };
        }
        let share = ready.len().div_ceil(hands);
        let mut rest = ready.into_iter();
        thread::scope(|scope| {
            let hands: Vec<_> = (0..hands)
                .map(|_| {
                    let share: Vec<Claimed> = rest.by_ref().take(share).collect();
                    scope.spawn(move || all(share))
                })
                .collect();
            let worked = hands.into_iter().map(|hand| hand.join().unwrap_or_else(|fell| resume_unwind(fell)));
            worked.flatten().collect()
        })
    }

    fn settle(&self, kind: &dyn AnyWork, worked: Vec<Worked>) -> Result<()> {
        self.floor.db.write(|conn| {
            let now = self.floor.clock.now();
            let ids: Vec<String> = worked.iter().map(|(row, _)| row.id.clone()).collect();
            let held = store::still_leased(conn, &ids, &self.who)?;
            let mut ended = Vec::with_capacity(held.len());
            for (row, done) in worked.into_iter().filter(|(row, _)| held.contains(&row.id)) {
                let settled = |conn: &mut Conn, done| kind.settle(&self.floor, conn, done);
                let alone = kind.only_tells();
                match done
                    .and_then(|done| if alone { settled(conn, done) } else { apart(conn, |conn| settled(conn, done)) })
                {
                    Ok(Ending::Done) => ended.push(row.id),
                    Ok(Ending::NotNeeded(why)) => store::settle(conn, &row.id, "not_needed", Some(&why), now)?,
                    Ok(Ending::NotBefore(moment)) => store::put_back(conn, &row.id, moment, row.tries, None)?,
                    Err(error) => self.failed(conn, kind, &row, &error)?,
                }
            }
            store::settle_done(conn, &ended, now)
        })
    }

    /// Tries again later, or is stuck with its reason: design 7's column for jobs.
    pub(super) fn failed(&self, conn: &mut Conn, kind: &dyn AnyWork, row: &Row, error: &Error) -> Result<()> {
        let now = self.floor.clock.now();
        let tries = row.tries + 1;
        tracing::warn!(job = %row.id, kind = %row.kind, tries, %error, "a job failed");
        let reason = reason(error);
        match error {
            Error::TooLate(_) => store::settle(conn, &row.id, "not_needed", Some(&reason), now),
            _ if error.may_pass() && tries < kind.tries() => {
                let wait = jittered(kind.wait(tries), &self.floor.ids.bytes());
                store::put_back(conn, &row.id, now + wait, tries, Some(&reason))
            }
            _ => store::settle(conn, &row.id, "stuck", Some(&reason), now),
        }
    }
}

/// What the coordinator reads: never a cause.
fn reason(error: &Error) -> String {
    match error {
        Error::Later(_) => "The mail host, the carrier, the disk or the database did not answer.".into(),
        Error::Broken(_) => "Something went wrong on our side. The log has the details.".into(),
        told => told.to_string(),
    }
}

/// Up to a tenth longer, so that what failed together does not come back together.
fn jittered(wait: TimeDelta, chance: &[u8; 2]) -> TimeDelta {
    let share = i64::from(u16::from_be_bytes(*chance));
    wait + TimeDelta::milliseconds(wait.num_milliseconds() / 10 * share / i64::from(u16::MAX))
}

/// So many at work until nothing is due.
pub fn run_many_until_idle(worker: &Worker, hands: usize) -> Result<()> {
    thread::scope(|scope| {
        let hands: Vec<_> = (0..hands).map(|_| scope.spawn(|| run_until_idle(&worker.another()).map(drop))).collect();
        hands.into_iter().try_for_each(|hand| hand.join().unwrap_or_else(|fell| resume_unwind(fell)))
    })
}

/// How many are at work in one process: while one waits for the disk or for a host, another goes on.
#[must_use]
pub fn hands() -> usize {
    available_parallelism().map_or(1, NonZero::get).min(4)
}

/// Works until nothing is due: for the demo and tests, whose clock stands still.
pub fn run_until_idle(worker: &Worker) -> Result<HashMap<&'static str, usize>> {
    let mut handled = HashMap::new();
    loop {
        let mut any = 0;
        for kind in worker.kinds.iter() {
            let count = worker.batch(kind.as_ref())?;
            *handled.entry(kind.kind()).or_default() += count;
            any += count;
        }
        if any == 0 {
            return Ok(handled);
        }
    }
}
