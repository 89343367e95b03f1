//! `hearten migrate`: moves the database forward to this binary's shape.

use std::{path::Path, process::ExitCode};

use clap::Args;
use secrecy::ExposeSecret;

use crate::{
    floor::{
        config::Settings,
        db::{Db, migrate},
        error::Result,
    },
    trial::uptake::roll_up,
};

/// Move the database forward to this binary's shape.
#[derive(Debug, Args)]
pub struct Words {
    /// Make all counts of uptake anew from the record.
    #[arg(long)]
    recount: bool,
}

pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    let settings = Settings::load(config)?;
    let db = Db::open(settings.database.url.expose_secret(), 1)?;
    match migrate::up(&db)? {
        0 => println!("The database is up to date."),
        n => println!("Moved forward by {n}."),
    }
    match if words.recount { roll_up::recount(&db)? } else { roll_up::catch_up(&db)? } {
        0 => {}
        n => println!("Counted what is on record, trial by trial: {n}."),
    }
    Ok(ExitCode::SUCCESS)
}
