//! `hearten allocate`: draws, locks, checks and shows a trial's list from the command line.

mod draw;
mod set_up;
mod whose;

use std::{path::Path, process::ExitCode};

use clap::{ArgGroup, Args, Subcommand};

use super::report::account_id;
use crate::{
    floor::{
        Floor,
        auth::account_by_email,
        error::{Error, Result},
    },
    trial::{
        allocation::{given, list::to_csv, pages::CONFIRM, reveal, sight, stored::List, trial::Trial, verify},
        protocol::lock,
    },
};

/// Randomise a trial, lock its list, check it, or show it to somebody with the right.
///
/// With a seed and nothing else, it draws from today's roster, prints the list and keeps nothing: the same roster,
/// settings and seed print the same bytes on any machine.
#[derive(Debug, Args)]
#[command(subcommand_negates_reqs = true, args_conflicts_with_subcommands = true)]
#[command(group = ArgGroup::new("kept").args(["practice", "live"]))]
pub struct Words {
    #[command(subcommand)]
    act: Option<Verb>,
    /// The trial, by its name.
    #[arg(long, required = true)]
    trial: Option<String>,
    /// 64 characters, each 0-9 or a-f. Without it, a list that is kept is drawn from a new one.
    #[arg(long, required_unless_present = "kept")]
    seed: Option<String>,
    /// Keep it as a practice list, by which nobody is ever served, and print it.
    #[arg(long)]
    practice: bool,
    /// Keep it as the trial's live list, drawn once, in the name of an account. Its arms are not printed.
    #[arg(long)]
    live: bool,
    /// Why the seed of a live list is given and not drawn by chance. It is told wherever the list is.
    #[arg(long, requires = "seed")]
    seed_because: Option<String>,
    /// The account of whoever draws it, by its e-mail address. A live list needs one: somebody else locks it.
    #[arg(long = "as")]
    as_account: Option<String>,
    /// Go on although some people share a home and could land in different arms.
    #[arg(long)]
    households_known: bool,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Set up a trial.
    SetUp(Box<set_up::Settings>),
    /// Lock the live list, in the name of an account: from then on it decides who is served.
    Lock {
        #[command(flatten)]
        of: OfTrial,
        /// The account of whoever has checked the list, by its e-mail address; not of whoever drew it.
        #[arg(long = "as")]
        as_account: String,
    },
    /// Check every row of the live list. Exit code 1 where one is not as it was drawn.
    Verify {
        #[command(flatten)]
        of: OfTrial,
        /// An account that may see the arms, by its e-mail address: the list's SHA-256 is told before the trial has ended.
        #[arg(long = "as")]
        as_account: Option<String>,
    },
    /// Give an account the right to see a trial's arms.
    GiveSight {
        #[command(flatten)]
        of: OfTrial,
        /// The account, by its e-mail address.
        #[arg(long)]
        to: String,
    },
    /// Print the live list, in the name of an account with the right to see it. It goes on record.
    Reveal {
        #[command(flatten)]
        of: OfTrial,
        /// The account, by its e-mail address.
        #[arg(long = "as")]
        as_account: String,
        /// Why the arms are needed.
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Args)]
struct OfTrial {
    /// The trial, by its name.
    #[arg(long)]
    trial: String,
}

const ACTOR: &str = "command line";

/// Exit code 1: the list is not as it was drawn. 2: what was given needs mending, or it is too late for it.
pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    let floor = super::floor(config)?;
    match &words.act {
        None => draw::draw(&floor, words),
        Some(Verb::SetUp(settings)) => set_up::run(&floor, settings),
        Some(Verb::Lock { of, as_account }) => lock(&floor, of, as_account),
        Some(Verb::Verify { of, as_account }) => verify(&floor, of, as_account.as_deref()),
        Some(Verb::GiveSight { of, to }) => give_sight(&floor, of, to),
        Some(Verb::Reveal { of, as_account, reason }) => reveal(&floor, of, as_account, reason),
    }
}

fn lock(floor: &Floor, of: &OfTrial, as_account: &str) -> Result<ExitCode> {
    floor.db.write(|conn| {
        let trial = Trial::named(conn, &of.trial)?;
        let account = whose::account_with(conn, floor, as_account, CONFIRM, &trial)?;
        lock::lock(conn, floor, &account, &trial.id)
    })?;
    println!("The list is locked. From now on it decides who is served.");
    Ok(ExitCode::SUCCESS)
}

fn verify(floor: &Floor, of: &OfTrial, as_account: Option<&str>) -> Result<ExitCode> {
    let (verdict, digest, given) = floor.db.read(|conn| {
        let list = live(conn, &of.trial)?;
        let account = account_id(conn, as_account)?;
        let verdict = verify::verify(conn, floor, &list.id)?;
        let digest = verdict.digest_for(conn, &account)?.map(|sha256| format!(" SHA-256 {sha256}."));
        let given = given::says(conn, &verdict.list);
        Ok((verdict, digest.unwrap_or_default(), given))
    })?;
    given.iter().for_each(|says| println!("{says}"));
    verdict.faults.iter().for_each(|fault| println!("{fault}"));
    if !verdict.faults.is_empty() {
        return Ok(ExitCode::from(1));
    }
    let header = &verdict.list.header;
    println!("All {} rows are as they were drawn ({}).{digest}", header.units, header.version);
    Ok(ExitCode::SUCCESS)
}

fn give_sight(floor: &Floor, of: &OfTrial, to: &str) -> Result<ExitCode> {
    floor.db.write(|conn| {
        let trial = Trial::named(conn, &of.trial)?;
        let account = account_by_email(conn, to)?.ok_or(Error::Missing("An account with that address"))?;
        sight::give(conn, floor, ACTOR, &trial.id, &account.id)
    })?;
    println!("{to} can now see who is in which arm of “{}”, once it is locked.", of.trial);
    Ok(ExitCode::SUCCESS)
}

fn reveal(floor: &Floor, of: &OfTrial, as_account: &str, reason: &str) -> Result<ExitCode> {
    let whole = floor.db.write(|conn| {
        let list = live(conn, &of.trial)?;
        let account = account_by_email(conn, as_account)?.ok_or(Error::Missing("An account with that address"))?;
        reveal::reveal(conn, floor, &account.id, &list.id, reason)
    })?;
    eprintln!(
        "Unit of allocation: {}. Seed {}. That the arms were shown is on record.",
        whole.list.header.scheme.unit(),
        whole.list.header.seed
    );
    print!("{}", to_csv(&whole.plain_rows()));
    Ok(ExitCode::SUCCESS)
}

fn live(conn: &mut crate::floor::db::Conn, trial: &str) -> Result<List> {
    let trial = Trial::named(conn, trial)?;
    List::live(conn, &trial.id)?.ok_or_else(|| Error::TooLate("This trial has not been randomised yet.".into()))
}
