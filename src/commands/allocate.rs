//! `hearten allocate`: draws, locks, checks and shows a trial's list from the command line.

mod draw;

use std::{path::Path, process::ExitCode};

use clap::{ArgGroup, Args, Subcommand};

use crate::{
    floor::{
        Floor,
        auth::account_by_email,
        error::{Error, Result},
    },
    trial::{
        allocation::{
            list::to_csv,
            reveal,
            set_up::{self, Plan, Typed},
            sight,
            stored::List,
            trial::Trial,
            verify,
        },
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
    /// Keep it as the trial's live list, drawn once. Its arms are not printed.
    #[arg(long)]
    live: bool,
    /// Go on although some people share a home and could land in different arms.
    #[arg(long)]
    households_known: bool,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Set up a trial.
    SetUp(Box<Settings>),
    /// Lock the live list, in the name of an account: from then on it decides who is served.
    Lock {
        #[command(flatten)]
        of: OfTrial,
        /// The account of whoever has checked the list, by its e-mail address; not of whoever drew it.
        #[arg(long = "as")]
        as_account: String,
    },
    /// Check every row of the live list. Exit code 1 where one is not as it was drawn.
    Verify(OfTrial),
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

#[derive(Debug, Args)]
struct Settings {
    #[command(flatten)]
    of: OfTrial,
    /// What it is a trial of.
    #[arg(long, default_value = "letters")]
    intervention: String,
    /// What is randomised: person, team or site.
    #[arg(long)]
    unit: String,
    /// NAME:RATIO, and :served for an arm that receives. Again for each arm.
    #[arg(long, required = true)]
    arm: Vec<String>,
    /// Balance within each authority, site, team or role. May be given again.
    #[arg(long)]
    within: Vec<String>,
    /// How arms are dealt: blocks, minimise (with --chance and --weight), or constrain (with --share and --candidates).
    #[arg(long, default_value = "blocks")]
    method: String,
    /// Of minimisation: the preferred arm's chance, in percent.
    #[arg(long, default_value = "")]
    chance: String,
    /// Of minimisation: STRATUM=WEIGHT. May be given again.
    #[arg(long)]
    weight: Vec<String>,
    /// Of constrained randomisation: from which best share, in percent, one list is drawn.
    #[arg(long, default_value = "")]
    share: String,
    /// Of constrained randomisation: how many candidates are scored where there are too many for all.
    #[arg(long, default_value = "")]
    candidates: String,
    /// ARM=DAY: an arm that waits, and the day from which it is served. May be given again.
    #[arg(long)]
    crosses: Vec<String>,
    /// Only this authority's staff. May be given again.
    #[arg(long)]
    authority: Vec<String>,
    /// Only this role. May be given again.
    #[arg(long)]
    role: Vec<String>,
}

const ACTOR: &str = "command line";

/// Exit code 1: the list is not as it was drawn. 2: what was given needs mending, or it is too late for it.
pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    let floor = super::floor(config)?;
    match &words.act {
        None => draw::draw(&floor, words),
        Some(Verb::SetUp(settings)) => set_up(&floor, settings),
        Some(Verb::Lock { of, as_account }) => lock(&floor, of, as_account),
        Some(Verb::Verify(of)) => verify(&floor, of),
        Some(Verb::GiveSight { of, to }) => give_sight(&floor, of, to),
        Some(Verb::Reveal { of, as_account, reason }) => reveal(&floor, of, as_account, reason),
    }
}

fn set_up(floor: &Floor, settings: &Settings) -> Result<ExitCode> {
    let typed = Typed {
        name: settings.of.trial.clone(),
        intervention: settings.intervention.clone(),
        unit: settings.unit.clone(),
        strata: settings.within.clone(),
        arms: settings.arm.iter().map(|arm| split_arm(arm)).collect(),
        method: settings.method.clone(),
        chance: settings.chance.clone(),
        weights: settings.weight.iter().map(|weight| pair(weight)).collect(),
        share: settings.share.clone(),
        candidates: settings.candidates.clone(),
        crosses: settings.crosses.iter().map(|crosses| pair(crosses)).collect(),
        authorities: settings.authority.clone(),
        roles: settings.role.clone(),
        ..Typed::default()
    };
    let plan = Plan::parse(&typed)?;
    floor.db.write(|conn| set_up::set_up(conn, floor, ACTOR, &plan))?;
    println!("“{}” is set up: randomised by {}, {} arms.", plan.name, plan.scheme.unit(), plan.scheme.arms().len());
    Ok(ExitCode::SUCCESS)
}

/// `NAME=VALUE`; where there is no value, what stands for it is complained of where it is read.
fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, "?"));
    (name.trim().to_owned(), value.trim().to_owned())
}

fn split_arm(text: &str) -> (String, String, bool) {
    let mut parts = text.split(':').map(str::trim);
    let mut next = || parts.next().unwrap_or_default().to_owned();
    (next(), next(), next() == "served")
}

fn lock(floor: &Floor, of: &OfTrial, as_account: &str) -> Result<ExitCode> {
    floor.db.write(|conn| {
        let trial = Trial::named(conn, &of.trial)?;
        let account = account_by_email(conn, as_account)?.ok_or(Error::Missing("An account with that address"))?;
        lock::lock(conn, floor, &account.id, &trial.id)
    })?;
    println!("The list is locked. From now on it decides who is served.");
    Ok(ExitCode::SUCCESS)
}

fn verify(floor: &Floor, of: &OfTrial) -> Result<ExitCode> {
    let verdict = floor.db.read(|conn| {
        let list = live(conn, &of.trial)?;
        verify::verify(conn, floor, &list.id)
    })?;
    verdict.faults.iter().for_each(|fault| println!("{fault}"));
    if !verdict.faults.is_empty() {
        return Ok(ExitCode::from(1));
    }
    let header = &verdict.list.header;
    let digest = if verdict.shows_others { String::new() } else { format!(" SHA-256 {}.", verdict.sha256) };
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
