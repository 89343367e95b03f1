//! `hearten rehearse`: a trial's whole calendar on made-up staff, before it is begun on real ones.

use std::{path::PathBuf, process::ExitCode};

use chrono::{Datelike, NaiveDate, Weekday};
use clap::Args;

use crate::{
    demo::{PEOPLE, Rehearsal, rehearse},
    floor::error::{Error, Result},
};

/// Run a trial's whole calendar on made-up staff, with every output on disk.
#[derive(Debug, Args)]
pub struct Words {
    /// Which intervention: goals.
    #[arg(long, default_value = "goals")]
    trial: String,
    /// How many people are in the trial.
    #[arg(long, default_value_t = PEOPLE)]
    people: usize,
    /// The Monday of the first week.
    #[arg(long)]
    start: NaiveDate,
    /// Where everything is put.
    #[arg(long, default_value = "hearten-rehearsal")]
    dir: PathBuf,
    /// Another seed makes other people and another allocation.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub fn run(words: &Words) -> Result<ExitCode> {
    if words.trial != "goals" {
        return Err(Error::invalid("trial", "--trial: goals is what can be rehearsed."));
    }
    if words.start.weekday() != Weekday::Mon {
        return Err(Error::invalid("start", "--start: the first week begins on a Monday."));
    }
    if words.people < 100 {
        return Err(Error::invalid("people", "--people: at least 100, so that there are teams in both arms."));
    }
    let (people, starts_on, seed) = (words.people, words.start, words.seed);
    println!("{}", rehearse(&words.dir, Rehearsal { people, starts_on, seed })?);
    println!(
        "Everything is in {}: `cd` there, and `hearten report uptake --as tom.ashby@programme.example` says the same.",
        words.dir.display()
    );
    Ok(ExitCode::SUCCESS)
}
