//! The commands: a thin file each, which reads its words, calls a room's act and prints what came of it.

mod account;
mod allocate;
mod bench;
mod check_config;
mod demo;
mod export;
mod import;
mod migrate;
mod person;
mod rehearse;
mod report;
mod serve;
mod verify;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{Parser, Subcommand};
use secrecy::ExposeSecret;

use crate::{
    floor::{
        Floor,
        clock::Clock,
        config::Settings,
        db::{Db, migrate as migrations},
        error::{Error, Result},
        files::Files,
        ids::Ids,
        mail::Tray,
        web::Templates,
    },
    trial::uptake::roll_up,
};

/// Schedules and delivers staff-wellbeing interventions in children's social care, and proves what reached whom.
#[derive(Debug, Parser)]
#[command(name = "hearten", version, about, max_term_width = 100)]
struct Words {
    /// The settings file; what it leaves out is taken from the defaults.
    #[arg(long, global = true, default_value = "hearten.toml", env = "HEARTEN_CONFIG")]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Words),
    Serve(serve::Words),
    Account(account::Words),
    Import(import::Words),
    Allocate(allocate::Words),
    Report(report::Words),
    Export(export::Words),
    Person(person::Words),
    Rehearse(rehearse::Words),
    Bench(bench::Words),
    Migrate(migrate::Words),
    /// Say what is wrong with the settings, and where.
    CheckConfig,
    /// Follow the audit log's chain from its first row to its last, and count the uptake record again.
    Verify,
}

/// Reads the command line and does what it says. 0: done. 1: it failed. 2: what was given needs mending.
pub fn run() -> ExitCode {
    let words = Words::parse();
    log_to_stderr();
    let done = match words.command {
        Command::Demo(demo) => demo::run(&demo),
        Command::Serve(serve) => serve::run(&words.config, &serve),
        Command::Account(account) => account::run(&words.config, &account),
        Command::Import(import) => import::run(&words.config, &import),
        Command::Allocate(allocate) => allocate::run(&words.config, &allocate),
        Command::Report(report) => report::run(&words.config, &report),
        Command::Export(export) => export::run(&words.config, &export),
        Command::Rehearse(rehearse) => rehearse::run(&rehearse),
        Command::Person(person) => person::run(&words.config, &person),
        Command::Bench(bench) => bench::run(&bench),
        Command::Verify => verify::run(&words.config),
        Command::Migrate(migrate) => migrate::run(&words.config, &migrate),
        Command::CheckConfig => check_config::run(&words.config),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hearten: {error}");
            exit_code(&error)
        }
    }
}

fn exit_code(error: &Error) -> ExitCode {
    match error {
        Error::Later(_) | Error::Broken(_) => ExitCode::from(1),
        _ => ExitCode::from(2),
    }
}

/// Text on a terminal, JSON otherwise; RUST_LOG says how much.
fn log_to_stderr() {
    use std::io::IsTerminal;
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,hearten=info"));
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() { log.compact().init() } else { log.json().init() }
}

/// The floor of this installation, its database moved forward.
fn floor(config: &Path) -> Result<Floor> {
    let settings = Settings::load(config)?;
    let clock = Clock::machine();
    let db = Db::open(settings.database.url.expose_secret(), settings.database.connections)?;
    migrations::up(&db)?;
    roll_up::catch_up(&db)?;
    Ok(Floor {
        db,
        ids: Ids::from_chance(clock.clone()),
        clock,
        secrets: settings.secrets()?,
        files: files(&settings.files.store)?,
        tray: Tray::from_settings(&settings.mail)?,
        templates: Templates::load()?,
        settings: Arc::new(settings),
        demo: false,
    })
}

fn files(store: &str) -> Result<Files> {
    #[cfg(feature = "s3")]
    if store.starts_with("s3://") {
        return Files::s3(store);
    }
    if store.contains("://") {
        return Err(Error::invalid(
            "files.store",
            "files.store: this binary reads folders only. Build it with the feature s3 for s3://",
        ));
    }
    Files::folder(Path::new(store))
}
