//! `hearten serve`: the web pages and the worker, together or apart.

use std::{path::Path, process::ExitCode, thread};

use clap::{Args, ValueEnum};

use crate::{
    app,
    floor::{
        Floor,
        auth::Limits,
        error::{Error, Result},
        jobs::{Worker, hands},
        schedule,
        web::listen,
    },
};

/// Serve the pages and do the promised work.
#[derive(Debug, Args)]
pub struct Words {
    /// Only one half, where several processes share the work.
    #[arg(long, value_enum)]
    only: Option<Half>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Half {
    Web,
    Worker,
}

pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    let floor = super::floor(config)?;
    serve(&floor, words.only)?;
    Ok(ExitCode::SUCCESS)
}

/// Serves until the process is told to stop; then the worker settles what it holds.
pub fn serve(floor: &Floor, only: Option<Half>) -> Result<()> {
    let worker = app::worker(floor.clone());
    let hands = (only != Some(Half::Web)).then(|| start(floor, &worker)).transpose()?;
    let served = match only {
        Some(Half::Worker) => wait_for_stop(),
        _ => serve_pages(floor),
    };
    worker.stop();
    for hand in hands.into_iter().flatten() {
        hand.join().map_err(|_| Error::broken("a worker thread fell over"))?;
    }
    served
}

/// Some threads work; another looks at the clock.
fn start(floor: &Floor, worker: &Worker) -> Result<Vec<thread::JoinHandle<()>>> {
    let schedules = app::schedules()?;
    let (looks, floor) = (worker.clone(), floor.clone());
    let works = (0..hands()).map(|_| worker.another());
    let mut threads: Vec<_> = works.map(|works| thread::spawn(move || works.run())).collect();
    let look = thread::spawn(move || {
        while looks.wait(std::time::Duration::from_secs(20)) {
            if let Err(error) = schedule::fire(&floor, &schedules) {
                tracing::error!(%error, "a schedule did not fire");
            }
        }
    });
    threads.push(look);
    Ok(threads)
}

/// The pages, in this thread, until the process is told to stop.
pub fn serve_pages(floor: &Floor) -> Result<()> {
    let floor = floor.clone();
    actix_web::rt::System::new().block_on(async move {
        let listener = listen(&floor.settings.web.listen)?;
        tracing::info!(address = %listener.local_addr()?, "serving");
        app::server_on(floor, listener, Limits::usual())?.await?;
        Ok(())
    })
}

fn wait_for_stop() -> Result<()> {
    actix_web::rt::System::new().block_on(async {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {},
            _ = terminate.recv() => {},
        }
        Ok(())
    })
}
