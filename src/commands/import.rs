//! `hearten import people`: the same check and the same act as the page, from the command line.

use std::{
    io::{IsTerminal, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::roster::{
        check::{RowFaults, Trouble},
        import::{self, Drafted, Preview},
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
    },
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
        What::People { file, check, yes } => people(&super::floor(config)?, file, *check, *yes),
    }
}

fn people(floor: &Floor, path: &Path, check: bool, yes: bool) -> Result<ExitCode> {
    let file = read(path).map_err(|error| Error::invalid("file", format!("{}: {error}", path.display())))?;
    match floor.db.read(|conn| import::look(conn, floor, &file))? {
        Err(trouble) => {
            print_trouble(&trouble);
            println!("Nothing was saved.");
            return Ok(ExitCode::from(2));
        }
        Ok(preview) => print_preview(&preview),
    }
    if check {
        return Ok(ExitCode::SUCCESS);
    }
    if !yes && !said_yes()? {
        println!("Nothing was saved.");
        return Ok(ExitCode::from(2));
    }
    let done = floor.db.write(|conn| match import::draft(conn, floor, ACTOR, &file)? {
        Drafted::Waiting { id, .. } => import::confirm(conn, floor, ACTOR, &id),
        Drafted::Refused(_) => Err(Error::TooLate("The roster has changed just now. Check the file again.".into())),
    })?;
    println!("Saved: {} added, {} changed, {} as before.", done.added, done.changed, done.unchanged);
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

fn print_trouble(trouble: &Trouble) {
    match trouble {
        Trouble::File(fault) => println!("{fault}"),
        Trouble::Columns { faults, unused, notes } => {
            notes.iter().for_each(|note| println!("{note}"));
            faults.iter().for_each(|fault| println!("{fault}"));
            if !unused.is_empty() {
                println!("Columns that Hearten does not know: {}.", unused.join(", "));
            }
        }
        Trouble::Rows(faults) => print_rows(faults),
    }
}

fn print_rows(faults: &RowFaults) {
    for fault in faults.shown().flatten() {
        let place = fault.column.map_or_else(String::new, |column| format!(", {column}"));
        let cell =
            if fault.cell.is_empty() { String::new() } else { format!(" “{}”", fault.cell.replace('\n', " / ")) };
        println!("row {}{place}:{cell} {} {}", fault.row, fault.problem.says, fault.problem.mend);
    }
    let (bad, shown) = (faults.rows(), faults.shown().count());
    if shown < bad {
        println!("These are the first {shown} rows of {bad} that need mending.");
    } else {
        println!("{bad} {} mending.", if bad == 1 { "row needs" } else { "rows need" });
    }
}

fn print_preview(preview: &Preview) {
    preview.notes.iter().for_each(|note| println!("{note}"));
    println!(
        "{} people: {} to be added, {} to be changed, {} as before; {} not to be posted to.",
        preview.rows,
        preview.added.len(),
        preview.changed.len(),
        preview.unchanged,
        preview.do_not_post
    );
    let lists = [
        ("New authorities", &preview.new_authorities),
        ("New teams", &preview.new_teams),
        ("New sites", &preview.new_sites),
        ("Columns left alone", &preview.unused),
    ];
    for (title, names) in lists.iter().filter(|(_, names)| !names.is_empty()) {
        println!("{title}: {}.", names.join(", "));
    }
    if preview.not_in_file > 0 {
        println!("{} on the roster are not in this file; they stay as they are.", preview.not_in_file);
    }
    for row in &preview.long_address_rows {
        println!("row {row}: a line of the address is longer than 45 characters, and some printers cut it short.");
    }
}
