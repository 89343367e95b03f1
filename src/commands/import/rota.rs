//! `hearten import rota`: when people are not free, by the same check and the same act as the page.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::Args;

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::{
        availability::bring_rota::{bring_rota, read_rota},
        roster::{people, small_sheet::Fault},
    },
};

use super::ACTOR;

#[derive(Debug, Args)]
pub struct Words {
    /// The spreadsheet, with the columns 'staff reference', 'what', 'from', 'until' and, if need be, 'every'.
    file: PathBuf,
    /// Whose staff they are, as in the staff list.
    #[arg(long)]
    authority: String,
    /// Say what is wrong with the file, and save nothing.
    #[arg(long)]
    check: bool,
}

/// Exit code 2: the file needs mending; nothing was saved.
pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let Words { file, authority, check } = words;
    let bytes = fs::read(file).map_err(|error| Error::invalid("file", format!("{}: {error}", file.display())))?;
    let id = floor.db.read(people::authorities)?.into_iter().find(|one| one.name == *authority).map(|one| one.id);
    let id = id.ok_or_else(|| {
        Error::invalid("authority", format!("No authority is called {authority}. It is written as in the staff list."))
    })?;
    let told = if *check {
        floor
            .db
            .read(|conn| read_rota(conn, &id, &bytes))?
            .map(|rows| format!("{} rows, none of them wrong", rows.len()))
    } else {
        floor.db.write(|conn| bring_rota(conn, floor, ACTOR, &id, &bytes))?.map(|brought| brought.to_string())
    };
    match told {
        Ok(told) => {
            println!("{told}");
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{}", line(fault)));
            eprintln!("hearten: nothing was saved");
            Ok(ExitCode::from(2))
        }
    }
}

fn line(fault: &Fault) -> String {
    let row = fault.row.map_or_else(|| "the file".to_owned(), |row| format!("row {row}"));
    let column = if fault.column.is_empty() { String::new() } else { format!(", {}", fault.column) };
    format!("{row}{column}: {} {}", fault.problem.says, fault.problem.mend)
}
