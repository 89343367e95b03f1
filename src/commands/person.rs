//! `hearten person`: what is held about somebody, shown, handed over or erased when they ask.

mod erase;
mod gather;
mod whose;

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use self::{
    erase::erase,
    gather::{Reach, gather},
};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        error::{Error, Result},
    },
    trial::{
        roster::people::{self, Person},
        uptake::{event::Event, record::record, told::trials_of},
    },
};

/// Whoever is at the command line, as the audit log names them.
const WHO: &str = "command line";

/// What is held about one person.
#[derive(Debug, Args)]
pub struct Words {
    #[command(subcommand)]
    act: Verb,
}

#[derive(Debug, Args)]
struct Whom {
    /// Their staff reference, as in the spreadsheet.
    reference: String,
    /// Their authority, as in the spreadsheet.
    #[arg(long)]
    authority: String,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Print what is on the roster and on the audit log. No address is opened, and nothing tells the arm.
    Show {
        #[command(flatten)]
        whom: Whom,
    },
    /// Write all that is held about them into a file, home address included: the answer to a subject access request.
    Export {
        #[command(flatten)]
        whom: Whom,
        /// A file that is not there yet.
        #[arg(long)]
        out: PathBuf,
        /// Why, for the audit log.
        #[arg(long)]
        why: String,
        /// Put in the letters and events of trials too. They tell the arm, so this is recorded as an unblinding.
        #[arg(long)]
        with_trials: bool,
    },
    /// Erase who they are: names, e-mail, addresses, account, what was written of them, mail and files. Counts stay.
    Erase {
        #[command(flatten)]
        whom: Whom,
        /// Why, for the audit log.
        #[arg(long)]
        why: String,
        /// Without this, it only says what would go.
        #[arg(long)]
        yes: bool,
    },
}

pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    let floor = super::floor(config)?;
    match &words.act {
        Verb::Show { whom } => show(&floor, whom),
        Verb::Export { whom, out, why, with_trials } => export(&floor, whom, out, why, *with_trials),
        Verb::Erase { whom, why, yes } => erase(&floor, whom, why, *yes),
    }
}

fn show(floor: &Floor, whom: &Whom) -> Result<ExitCode> {
    let held = floor.db.write(|conn| {
        let person = people::by_reference(conn, &whom.authority, &whom.reference)?;
        gather(conn, floor, &person, Reach::Facts)
    })?;
    println!("{}", serde_json::to_string_pretty(&held)?);
    Ok(ExitCode::SUCCESS)
}

fn export(floor: &Floor, whom: &Whom, out: &Path, why: &str, with_trials: bool) -> Result<ExitCode> {
    let why = said(why)?;
    // Taken first, so that an address is never opened for a file that cannot be written.
    let mut file = OpenOptions::new().write(true).create_new(true).open(out).map_err(|error| {
        Error::invalid("out", format!("{}: {error}. Name a file that is not there yet.", out.display()))
    })?;
    let held = floor.db.write(|conn| {
        let person = people::by_reference(conn, &whom.authority, &whom.reference)?;
        let held = gather(conn, floor, &person, if with_trials { Reach::All } else { Reach::NoTrials })?;
        if with_trials {
            unblind(conn, floor, &person)?;
        }
        audit::write(conn, floor.clock.now(), &Act::new(WHO, "person.exported", &person.id).because(why))?;
        Ok(held)
    });
    let written = held.and_then(|held| Ok(file.write_all(&serde_json::to_vec_pretty(&held)?)?));
    if let Err(error) = written {
        std::fs::remove_file(out)?;
        return Err(error);
    }
    println!("All that is held is in {}. It bears a home address: keep it as you would a letter.", out.display());
    Ok(ExitCode::SUCCESS)
}

/// Puts on record that somebody may learn the arm, in each trial that the person is in.
fn unblind(conn: &mut crate::floor::db::Conn, floor: &Floor, person: &Person) -> Result<()> {
    for trial in trials_of(conn, &person.id)? {
        record(conn, floor.clock.now(), Event::TrialUnblinded, &person.id, &trial, "export", "export")?;
    }
    Ok(())
}

fn said(why: &str) -> Result<&str> {
    match why.trim() {
        "" => Err(Error::invalid("why", "--why: say why in a few words; it is kept on the audit log.")),
        why => Ok(why),
    }
}
