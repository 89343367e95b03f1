//! `hearten import`: the same checks and the same acts as the pages, from the command line.

mod costs;
mod outcomes;
mod rota;
mod said;

use std::{
    io::{IsTerminal, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use self::said::{print_preview, print_trouble};
use crate::{
    app::built_on,
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::roster::{
        import::{self, Drafted, Terms},
        sheet::MOST_BYTES,
        template,
    },
};

/// Bring in a spreadsheet.
#[derive(Debug, Args)]
pub struct Words {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Staff, their managers and leaders, and where a letter would find them.
    People {
        /// The spreadsheet: XLSX, XLSM, XLS, ODS, CSV or TSV. `hearten import template` prints one to start from.
        file: PathBuf,
        /// Say what is wrong with the file or what it would do, and save nothing.
        #[arg(long)]
        check: bool,
        /// Do not ask before saving.
        #[arg(long, conflicts_with = "check")]
        yes: bool,
        /// The file is everyone: mark those on the roster who are not in it as left on this day, such as 2027-03-03.
        #[arg(long, value_name = "DATE")]
        leavers_left_on: Option<NaiveDate>,
        /// Those who are marked as left and are in the file are back at work.
        #[arg(long)]
        back: bool,
        /// Bring in a file that came in before all the same.
        #[arg(long)]
        again: bool,
    },
    /// When people are on duty, in court, on leave, or never at work.
    Rota(rota::Words),
    /// What Rounds cost elsewhere, as amounts that were given.
    Costs(costs::Words),
    /// Sickness absence or turnover of those in a trial, under their trial ids.
    Outcomes(outcomes::Words),
    /// Take back an import, while nothing was built on it. Its id was printed when it was saved, and `past` prints it.
    Undo { id: String },
    /// Print what came in, the newest first, and whether it can be undone.
    Past,
    /// Print the template: the columns, and a made-up person to show how.
    Template,
}

const ACTOR: &str = "command line";

/// Exit code 2: the file needs mending, or nobody said yes; nothing was saved.
pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    match &words.what {
        What::Template => {
            print!("{}", template::file());
            Ok(ExitCode::SUCCESS)
        }
        What::People { file, check, yes, leavers_left_on, back, again } => {
            let floor = super::floor(config)?;
            let terms = terms(&floor, *leavers_left_on, *back)?;
            people(&floor, file, &How { check: *check, yes: *yes, again: *again, terms })
        }
        What::Rota(words) => rota::run(&super::floor(config)?, words),
        What::Costs(words) => costs::run(&super::floor(config)?, words),
        What::Outcomes(words) => outcomes::run(&super::floor(config)?, words),
        What::Undo { id } => undo(&super::floor(config)?, id),
        What::Past => past(&super::floor(config)?),
    }
}

/// How a file is to come in.
struct How {
    check: bool,
    yes: bool,
    again: bool,
    terms: Terms,
}

fn terms(floor: &Floor, left_on: Option<NaiveDate>, back: bool) -> Result<Terms> {
    let day = left_on.map(|day| day.to_string());
    let are = if day.is_some() { "left" } else { "stay" };
    Terms::parse(are, day.as_deref().unwrap_or_default(), back, floor.clock.today())
}

fn undo(floor: &Floor, id: &str) -> Result<ExitCode> {
    floor.db.write(|conn| import::undo(conn, floor, ACTOR, id, &built_on()))?;
    println!("Undone. Everyone is as they were before.");
    Ok(ExitCode::SUCCESS)
}

fn past(floor: &Floor) -> Result<ExitCode> {
    for past in floor.db.read(|conn| import::past(conn, &built_on()))? {
        let can = if past.why_not.is_empty() { "It can be undone." } else { &past.why_not };
        println!(
            "{}  {}, by {}: {} added, {} moved, {} changed, {} marked as left, {} back, {} as before. {can}",
            past.id, past.when, past.who, past.added, past.moved, past.changed, past.gone, past.back, past.unchanged
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn people(floor: &Floor, path: &Path, how: &How) -> Result<ExitCode> {
    let file = read(path).map_err(|error| Error::invalid("file", format!("{}: {error}", path.display())))?;
    match floor.db.read(|conn| import::look(conn, floor, &file))? {
        Err(trouble) => {
            print_trouble(&trouble);
            println!("Nothing was saved.");
            return Ok(ExitCode::from(2));
        }
        Ok(preview) => {
            print_preview(&preview, how.terms);
            if let Some(earlier) = preview.earlier.filter(|_| !how.again) {
                println!(
                    "This very file came in on {}, by {}. To bring it in all the same, say --again.",
                    earlier.when, earlier.who
                );
                return Ok(ExitCode::from(2));
            }
        }
    }
    if how.check {
        return Ok(ExitCode::SUCCESS);
    }
    if !how.yes && !said_yes()? {
        println!("Nothing was saved.");
        return Ok(ExitCode::from(2));
    }
    let (id, done) = floor.db.write(|conn| match import::draft(conn, floor, ACTOR, &file)? {
        Drafted::Waiting { id, .. } => {
            if how.again {
                import::want_again(conn, &id)?;
            }
            let done = import::confirm_on(conn, floor, ACTOR, &id, how.terms)?;
            Ok((id, done))
        }
        Drafted::Refused(_) => Err(Error::TooLate("The roster has changed just now. Check the file again.".into())),
    })?;
    println!("Saved: {done}.");
    println!("To take it back: hearten import undo {id}");
    Ok(ExitCode::SUCCESS)
}

/// Reads a file, of one that is too large as much as tells that it is.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Asks on a terminal. Elsewhere nobody can answer, so it is `--yes` or nothing.
fn said_yes() -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        println!("To save it, say --yes.");
        return Ok(false);
    }
    print!("Save this? Type yes: ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
