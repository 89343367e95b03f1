//! `hearten migrate`: moves the database forward to this binary's shape.

use std::{path::Path, process::ExitCode};

use secrecy::ExposeSecret;

use crate::floor::{
    config::Settings,
    db::{Db, migrate},
    error::Result,
};

pub fn run(config: &Path) -> Result<ExitCode> {
    let settings = Settings::load(config)?;
    let db = Db::open(settings.database.url.expose_secret(), 1)?;
    match migrate::up(&db)? {
        0 => println!("The database is up to date."),
        n => println!("Moved forward by {n}."),
    }
    Ok(ExitCode::SUCCESS)
}
