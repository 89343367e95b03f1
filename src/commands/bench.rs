//! `hearten bench`: measures the product's own functions on inputs that all differ, and prints one line of JSON.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, Mutex},
    thread,
};

use clap::{Args, Subcommand};

use crate::{
    app,
    floor::{
        Floor,
        auth::Limits,
        clock::Clock,
        config::Settings,
        db::{Db, migrate},
        error::{Error, Result},
        files::Files,
        ids::Ids,
        jobs,
        mail::{self, Tray},
        seal::Secrets,
        web::{Templates, listen},
    },
    interventions::{
        goals,
        letters::{bench, bench_round},
        rounds,
    },
    trial::{self, allocation, roster},
};

/// Measure Hearten on this machine; each prints one line of JSON.
#[derive(Debug, Args)]
pub struct Words {
    #[command(subcommand)]
    what: What,
    /// Where files are written meanwhile; they are taken away again.
    #[arg(long, global = true)]
    dir: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Render letters to files, on one thread.
    Letters {
        #[arg(long, default_value_t = 10_000)]
        n: usize,
    },
    /// Print a signed round: claim, guard, vault, render, seal, store, settle, event, audit. On SQLite.
    Round {
        #[arg(long, default_value_t = 10_000)]
        n: usize,
    },
    /// Check a file of made-up people, as CSV and as XLSX, as the upload page does.
    Import {
        #[arg(long, default_value_t = 100_000)]
        rows: usize,
    },
    /// Send invitations to a mail host in this process: claim, render, seal, store, send, settle. On SQLite.
    Mail {
        #[arg(long, default_value_t = 20_000)]
        n: usize,
    },
    /// Promise a week's invitations to everybody: one INSERT … SELECT. On SQLite.
    Week {
        #[arg(long, default_value_t = 100_000)]
        people: usize,
    },
    /// Announce a Round, and have more people press for its places than it has, over HTTP. On SQLite.
    Pages {
        /// Who are invited.
        #[arg(long, default_value_t = 5_000)]
        people: usize,
        /// How many of them press.
        #[arg(long, default_value_t = 500)]
        presses: usize,
    },
    /// Draw lists: people in blocks within a thousand strata, and sites from all the lists there are.
    Lists {
        #[arg(long, default_value_t = 1_000_000)]
        people: usize,
    },
    /// Put events of one trial on record, then count its funnel, its flow and the scores of a survey. On SQLite.
    Reports {
        /// More than the 43,858 children's social workers that England had in 2025, agency among them.
        #[arg(long, default_value_t = 50_000)]
        people: usize,
        #[arg(long, default_value_t = 10_000_000)]
        events: usize,
    },
    /// Promise jobs that do nothing, and do them.
    Queue {
        #[arg(long, default_value_t = 200_000)]
        n: usize,
        /// An empty database, such as postgres://user@host/name, in place of a SQLite file.
        #[arg(long)]
        database: Option<String>,
        /// How many work at once.
        #[arg(long, default_value_t = 1)]
        hands: usize,
    },
}

pub fn run(words: &Words) -> Result<ExitCode> {
    let parent = words.dir.clone().unwrap_or_else(std::env::temp_dir);
    let dir = parent.join(format!("hearten-bench-{}", std::process::id()));
    let measured = measure(&words.what, &dir);
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    println!("{}", measured?);
    Ok(ExitCode::SUCCESS)
}

fn measure(what: &What, dir: &Path) -> Result<String> {
    match what {
        What::Letters { n } => Ok(serde_json::to_string(&bench::letters(*n, dir).map_err(Error::broken)?)?),
        What::Import { rows } => Ok(serde_json::to_string(&roster::bench::import(*rows, dir)?)?),
        What::Mail { n } => Ok(serde_json::to_string(&mail::bench::mail(&floor_in(dir, None)?, *n)?)?),
        What::Week { people } => Ok(serde_json::to_string(&goals::bench::week(&floor_in(dir, None)?, *people)?)?),
        What::Pages { people, presses } => {
            let floor = floor_in(dir, None)?;
            let address = serve_beside(&floor)?;
            Ok(serde_json::to_string(&rounds::bench::pages(&floor, &address, *people, *presses)?)?)
        }
        What::Lists { people } => Ok(serde_json::to_string(&allocation::bench::lists(*people)?)?),
        What::Reports { people, events } => {
            Ok(serde_json::to_string(&trial::bench::reports(&floor_in(dir, None)?, *people, *events)?)?)
        }
        What::Queue { n, database, hands } => {
            let floor = floor_in(dir, database.as_deref())?;
            Ok(serde_json::to_string(&jobs::bench::queue(&floor, *n, (*hands).max(1))?)?)
        }
        What::Round { n } => {
            let floor = floor_in(dir, None)?;
            let worker = app::worker(floor.clone());
            Ok(serde_json::to_string(&bench_round::round(&floor, &worker, *n)?)?)
        }
    }
}

/// The pages as they are served, in a thread of their own for as long as the process lives; their address.
fn serve_beside(floor: &Floor) -> Result<String> {
    let listener = listen("127.0.0.1:0")?;
    let (address, floor) = (listener.local_addr()?.to_string(), floor.clone());
    thread::spawn(move || {
        actix_web::rt::System::new()
            .block_on(async move { app::server_on(floor, listener, Limits::usual())?.await.map_err(Error::from) })
    });
    Ok(address)
}

/// An empty installation of its own, on SQLite as shipped or on `database`, with keys that nobody keeps.
fn floor_in(dir: &Path, database: Option<&str>) -> Result<Floor> {
    let files = Files::folder(&dir.join("files"))?;
    let file = dir.join("bench.sqlite3").to_string_lossy().into_owned();
    let db = Db::open(database.unwrap_or(&file), 4)?;
    migrate::up(&db)?;
    let clock = Clock::machine();
    let ids = Ids::from_chance(clock.clone());
    Ok(Floor {
        db,
        secrets: Secrets::new(ids.bytes(), &[ids.bytes()]),
        ids,
        clock,
        files,
        tray: Tray::Memory(Arc::new(Mutex::new(Vec::new()))),
        templates: Templates::load()?,
        settings: Arc::new(Settings::with("")?),
        demo: false,
    })
}
