//! `hearten import rota`: when people are not free, by the same check and the same act as the page.

use std::{fs, path::PathBuf, process::ExitCode};

use chrono::NaiveDate;
use clap::Args;

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::{
        availability::{
            bring_rota::{bring_rota, compare},
            span::Span,
        },
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
    /// Say what is wrong with the file, or what it would change, and save nothing.
    #[arg(long)]
    check: bool,
    /// The file is all there is from this day on: leave, duty and court within those days that it does not name are taken back.
    #[arg(long, value_name = "DAY", requires = "replace_until")]
    replace_from: Option<NaiveDate>,
    /// The last of those days.
    #[arg(long, value_name = "DAY", requires = "replace_from")]
    replace_until: Option<NaiveDate>,
}

/// Exit code 2: the file needs mending; nothing was saved.
pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let Words { file, authority, check, .. } = words;
    let all_of = all_of(words)?;
    let bytes = fs::read(file).map_err(|error| Error::invalid("file", format!("{}: {error}", file.display())))?;
    let id = floor.db.read(people::authorities)?.into_iter().find(|one| one.name == *authority).map(|one| one.id);
    let id = id.ok_or_else(|| {
        Error::invalid("authority", format!("No authority is called {authority}. It is written as in the staff list."))
    })?;
    let told = if *check {
        floor
            .db
            .read(|conn| compare(conn, &id, &bytes, all_of))?
            .map(|plan| format!("nothing wrong: {}; nothing was saved", plan.counts()))
    } else {
        floor.db.write(|conn| bring_rota(conn, floor, ACTOR, &id, &bytes, all_of))?.map(|brought| brought.to_string())
    };
    Ok(said(told))
}

/// The days that the file is all of, where it is.
fn all_of(words: &Words) -> Result<Option<Span>> {
    let Some((from, until)) = words.replace_from.zip(words.replace_until) else { return Ok(None) };
    let days = Span::stretch((from, None), (until, None));
    days.map(Some)
        .ok_or_else(|| Error::invalid("replace-until", "--replace-until: name a day that is not before --replace-from"))
}

/// Says how it went: what came in, or each fault and that nothing did.
pub(super) fn said(told: Result<String, Vec<Fault>>) -> ExitCode {
    match told {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{}", line(fault)));
            eprintln!("hearten: nothing was saved");
            ExitCode::from(2)
        }
    }
}

/// A fault as a line on a terminal.
fn line(fault: &Fault) -> String {
    let row = fault.row.map_or_else(|| "the file".to_owned(), |row| format!("row {row}"));
    let column = if fault.column.is_empty() { String::new() } else { format!(", {}", fault.column) };
    format!("{row}{column}: {} {}", fault.problem.says, fault.problem.mend)
}
