//! `hearten import costs`: what Rounds cost elsewhere, as amounts that somebody else worked out.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Args;

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
    },
    interventions::rounds::cost::bring::{bring_costs, compare},
};

use super::{ACTOR, rota::said};

#[derive(Debug, Args)]
pub struct Words {
    /// The spreadsheet, in pounds, a row for each authority: 'la', 'training', 'panel', 'round', 'steering' and 'total', which
    /// leaves training out.
    file: PathBuf,
    /// Where the figures are from; the file's own name where this is left out.
    #[arg(long)]
    source: Option<String>,
    /// Say what is wrong with the file, or what it would change, and save nothing.
    #[arg(long)]
    check: bool,
    /// The file takes the place of what is on record from this source.
    #[arg(long)]
    replace: bool,
}

/// Exit code 2: the file needs mending; nothing was saved.
pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let Words { file, source, check, replace } = words;
    let bytes = fs::read(file).map_err(|error| Error::invalid("file", format!("{}: {error}", file.display())))?;
    let source = source.clone().or_else(|| file.file_stem().map(|name| name.to_string_lossy().into_owned()));
    let source = source.unwrap_or_default();
    let told = if *check {
        let would = floor.db.read(|conn| compare(conn, &source, &bytes, *replace))?;
        would.map(|plan| format!("nothing wrong: {}; nothing was saved", plan.counts()))
    } else {
        let brought = floor.db.write(|conn| bring_costs(conn, floor, ACTOR, &source, &bytes, *replace))?;
        brought.map(|brought| brought.to_string())
    };
    Ok(said(told))
}
