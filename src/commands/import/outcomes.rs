//! `hearten import outcomes`: an extract of absence or turnover, by the same check and the same act as the page.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{ACTOR, rota::said};
use crate::{
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::{
        allocation::trial::Trial,
        outcomes::extracts::{
            bring::{bring, compare},
            take_back::take_back,
        },
    },
};

#[derive(Debug, Args)]
pub struct Words {
    /// The spreadsheet, with the columns 'staff reference', 'authority', 'from', 'until', and 'days lost' and 'fte', or 'left on', or
    /// all three. Who was never absent has a row with 0.
    #[arg(required_unless_present = "take_back")]
    file: Option<PathBuf>,
    /// The trial, by its name.
    #[arg(long)]
    trial: String,
    /// Say what is wrong with the file, or what it would change, and save nothing.
    #[arg(long)]
    check: bool,
    /// Take back an extract that no figure was told of, by the id that was printed when it came in.
    #[arg(long, value_name = "ID", conflicts_with_all = ["file", "check"])]
    take_back: Option<String>,
}

/// Exit code 2: the file needs mending; nothing was saved.
pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    if let Some(id) = &words.take_back {
        let gone = floor.db.write(|conn| {
            let trial = Trial::named(conn, &words.trial)?;
            take_back(conn, floor, ACTOR, &trial.id, id)
        })?;
        println!("taken back: {gone} rows");
        return Ok(ExitCode::SUCCESS);
    }
    let file = words.file.as_ref().ok_or_else(|| Error::invalid("file", "Name the spreadsheet."))?;
    let bytes = fs::read(file).map_err(|error| Error::invalid("file", format!("{}: {error}", file.display())))?;
    let told = if words.check {
        let plan = floor.db.read(|conn| {
            let trial = Trial::named(conn, &words.trial)?;
            compare(conn, floor, &trial, &bytes)
        })?;
        plan.map(|plan| format!("nothing wrong: {}; nothing was saved", plan.counts()))
    } else {
        let brought = floor.db.write(|conn| {
            let trial = Trial::named(conn, &words.trial)?;
            bring(conn, floor, ACTOR, &trial, &bytes)
        })?;
        brought.map(|brought| {
            let id =
                brought.extract.as_ref().map_or_else(String::new, |id| format!("\nto take it back: --take-back {id}"));
            format!("{brought}{id}")
        })
    };
    Ok(said(told))
}
