//! `hearten person`: what is held about somebody, shown, handed over or erased when they ask.

mod gather;

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use self::gather::{Reach, gather};
use crate::{
    floor::{
        Floor,
        audit::{self, Act},
        db::scrub::{self, Scrub},
        error::{Error, Result},
        jobs,
    },
    interventions::{
        goals::erase_person::{erase_goals_of, take_back_entries},
        letters::erase_person::erase_letters_of,
    },
    trial::{
        availability::erase_person as availability,
        contact::erase_person as contact,
        roster::{
            erase_person::erase_person,
            people::{self, Person},
        },
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
    /// Erase who they are: names, e-mail, addresses, account, what was written of them, and files. Counts stay.
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

fn erase(floor: &Floor, whom: &Whom, why: &str, yes: bool) -> Result<ExitCode> {
    let why = said(why)?;
    if !yes {
        let person = floor.db.read(|conn| people::by_reference(conn, &whom.authority, &whom.reference))?;
        println!(
            "{}, {}: names, e-mail, home address, account, lines and files would be erased, and letters that are not posted \
             taken back. The staff reference, the row of a trial’s list, counts and hashes stay. Nothing was done: add --yes.",
            person.names.full(),
            person.reference
        );
        return Ok(ExitCode::from(2));
    }
    let held = floor.db.write(|conn| {
        let person = people::by_reference(conn, &whom.authority, &whom.reference)?;
        take_back_entries(conn, floor, &person.id)
    })?;
    if held > 0 {
        println!(
            "{held} entries in their diary are being taken back first, for which their address is needed. Nothing is erased \
             yet: run this again once `hearten serve` has sent that."
        );
        return Ok(ExitCode::from(2));
    }
    floor.db.write(|conn| {
        let person = people::by_reference(conn, &whom.authority, &whom.reference)?;
        erase_letters_of(conn, floor, &person.id)?;
        erase_goals_of(conn, &person.id)?;
        availability::erase(conn, &person.id)?;
        contact::erase(conn, &person.id)?;
        erase_person(conn, floor, WHO, &person, why)?;
        jobs::enqueue::<Scrub>(conn, floor, &scrub::Job {})
    })?;
    println!("Erased. The worker erases the files and empties the database’s log; `hearten serve` runs one.");
    Ok(ExitCode::SUCCESS)
}

fn said(why: &str) -> Result<&str> {
    match why.trim() {
        "" => Err(Error::invalid("why", "--why: say why in a few words; it is kept on the audit log.")),
        why => Ok(why),
    }
}
