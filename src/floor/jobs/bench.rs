//! How fast jobs are promised and done when there is nothing to do: claim, work and settle alone.

use std::time::Instant;

use serde::Serialize;

use super::{Claim, Ending, Work, Worker, run_many_until_idle, store};
use crate::floor::{
    Floor,
    db::{Conn, Engine},
    error::{Error, Result},
    memory,
};

/// Promised in one transaction each.
const TOGETHER: usize = 10_000;

/// What was measured.
#[derive(Debug, Clone, Serialize)]
pub struct QueueBench {
    pub n: usize,
    pub engine: &'static str,
    pub hands: usize,
    pub enqueued_per_s: f64,
    pub drained_per_s: f64,
    pub peak_rss_mb: Option<f64>,
}

/// Promises `n` jobs, and so many hands do them. They are taken away again. Where there is nothing to do, one hand has nothing
/// to wait for, and a second only stands in its way.
///
/// # Errors
/// `Broken`, where one was left.
pub fn queue(floor: &Floor, n: usize, hands: usize) -> Result<QueueBench> {
    let begun = Instant::now();
    for start in (0..n).step_by(TOGETHER) {
        let some: Vec<usize> = (start..n.min(start + TOGETHER)).collect();
        floor.db.write(|conn| store::enqueue_many::<Nothing>(conn, floor, &some, floor.clock.now()))?;
    }
    let enqueued_per_s = n as f64 / begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    run_many_until_idle(&Worker::new(floor.clone()).with(Nothing), hands)?;
    let drained_per_s = n as f64 / begun.elapsed().as_secs_f64();
    let done = floor.db.write(store::forget_done::<Nothing>)?;
    if done != n {
        return Err(Error::broken(format!("{done} of {n} jobs were done")));
    }
    let engine = match floor.db.engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    Ok(QueueBench { n, engine, hands, enqueued_per_s, drained_per_s, peak_rss_mb: memory::peak_mb() })
}

#[derive(Debug, Clone, Copy)]
struct Nothing;

impl Work for Nothing {
    const KIND: &'static str = "bench.nothing";
    type Job = usize;
    type Guard = ();
    type Ready = usize;
    type Done = usize;

    fn claim(&self, _: &Floor, _: &mut Conn, (): &mut (), job: &usize) -> Result<Claim<usize>> {
        Ok(Claim::Ready(*job))
    }

    fn work(&self, _: &Floor, _: &str, ready: usize) -> Result<usize> {
        Ok(ready)
    }

    fn batch(&self) -> i64 {
        1_000
    }

    fn only_tells(&self) -> bool {
        true
    }

    fn settle(&self, _: &Floor, _: &mut Conn, _: usize) -> Result<Ending> {
        Ok(Ending::Done)
    }
}
