//! `hearten report`: figures on a terminal, or in a file for a script.

mod costs;
mod description;
mod dose;
mod flow;
mod outcomes;
mod rounds;
mod scores;
mod taken;

pub(super) use dose::account_id;

use std::{path::Path, process::ExitCode};

use clap::{Args, Subcommand, ValueEnum};

use crate::{
    floor::{
        Floor, auth,
        db::Conn,
        error::{Error, Result},
        web::Visitor,
    },
    trial::{
        allocation::{pages::Of, trial::Trial},
        taken::Taken,
        uptake::{
            blur::{gather_for, gather_for_nobody},
            picture::to_svg,
            report::Report,
            together::{Together, draw::to_svg as all_to_svg},
        },
    },
};

/// Print a report.
#[derive(Debug, Args)]
pub struct Words {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// What was offered and what reached whom. Exit code 1 where the figures do not add up.
    Uptake {
        /// The trial, by its name. Left out, it is the only one there is; where there are several, the funnels of all.
        #[arg(long)]
        trial: Option<String>,
        /// Of a trial of several interventions, by which of them. Left out, by each.
        #[arg(long)]
        of: Option<String>,
        /// An account, by its e-mail address: counts are told to it as on its pages. Left out, they are in tens until the trial has ended.
        #[arg(long = "as")]
        as_account: Option<String>,
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// The flow of participants, in the boxes of CONSORT. Exit code 1 where they do not add up.
    Flow(flow::Words),
    /// What was planned and what was delivered, in the units that each thing is given in.
    Dose(dose::Words),
    /// What was delivered, under the headings of TIDieR: what the records know, and what researchers wrote.
    Description(description::Words),
    /// What Rounds cost: as given elsewhere, and a Round and an attendance of one's own.
    Costs(costs::Words),
    /// A series of Rounds: attendance over the year, the mix of staff, the cost of an attendance.
    Rounds(rounds::Words),
    /// Scores: of a file of raw answers, row by row; or of a survey, by group, small ones hidden.
    Scores(scores::Words),
    /// An outcome of a trial by arm as allocated, to who may see the arms: absence, turnover, or a scale of a survey.
    Outcomes(outcomes::Words),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Svg,
}

impl Format {
    /// What a file of it is called; '' for what is read on a terminal.
    fn file(self, what: &str) -> String {
        match self {
            Self::Table => String::new(),
            Self::Csv => format!("{what}.csv"),
            Self::Json => format!("{what}.json"),
            Self::Svg => format!("{what}.svg"),
        }
    }
}

pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    let floor = super::floor(config)?;
    match &words.what {
        What::Uptake { trial, of, as_account, format } => {
            uptake(&floor, (trial.as_deref(), of.as_deref()), as_account.as_deref(), *format)
        }
        What::Flow(words) => flow::run(&floor, words),
        What::Dose(words) => dose::run(&floor, words),
        What::Description(words) => description::run(&floor, words),
        What::Costs(words) => costs::run(&floor, words),
        What::Rounds(words) => rounds::run(&floor, words),
        What::Scores(words) => scores::run(&floor, words),
        What::Outcomes(words) => outcomes::run(&floor, words),
    }
}

fn uptake(
    floor: &Floor,
    (trial, of): (Option<&str>, Option<&str>),
    as_account: Option<&str>,
    format: Format,
) -> Result<ExitCode> {
    let all = if trial.is_none() { floor.db.read(Trial::all)? } else { Vec::new() };
    let whom = as_account.map(|email| floor.db.read(|conn| auth::in_the_name_of(conn, floor, email))).transpose()?;
    if all.len() > 1 && of.is_some() {
        return Err(Error::invalid("trial", "There are several trials: say with --trial of which one this is."));
    }
    if all.len() > 1 {
        return together(floor, &all, whom.as_ref(), format);
    }
    let trial = floor.db.read(|conn| find(conn, trial))?;
    if trial.interventions.are_several() && of.is_none() {
        return together(floor, &[trial], whom.as_ref(), format);
    }
    let trial = Of::named(of).look_at(&trial)?;
    let report = floor.db.read(|conn| as_told(conn, floor, &trial, whom.as_ref()))?;
    let taken = Taken::report(&trial.id, "uptake", &format.file("uptake"), report.arms_told);
    taken::on_record(floor, account_of(whom.as_ref()), taken.map(|one| one.by_part(&trial)).as_slice())?;
    match format {
        Format::Table => println!("{}", report.to_table()),
        Format::Csv => print!("{}", report.to_csv()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&report.to_json())?),
        Format::Svg => println!("{}", to_svg(&floor.templates, &report)?),
    }
    Ok(sound(report.funnel.adds_up()))
}

/// The funnel of every trial.
fn together(floor: &Floor, trials: &[Trial], whom: Option<&Visitor>, format: Format) -> Result<ExitCode> {
    let together = floor.db.read(|conn| Together::of(trials, |trial| as_told(conn, floor, trial, whom)))?;
    taken::on_record(floor, account_of(whom), &together.taken(&format.file("uptake")))?;
    match format {
        Format::Table => println!("{}", together.to_table()),
        Format::Csv => print!("{}", together.to_csv()?),
        Format::Json => println!("{}", serde_json::to_string_pretty(&together.to_json())?),
        Format::Svg => println!("{}", all_to_svg(&floor.templates, &together)?),
    }
    Ok(sound(together.adds_up()))
}

/// '' for nobody in particular.
fn account_of(whom: Option<&Visitor>) -> &str {
    whom.map_or("", |visitor| visitor.account_id.as_str())
}

/// As it is told to somebody, or to nobody in particular.
fn as_told(conn: &mut Conn, floor: &Floor, trial: &Trial, whom: Option<&Visitor>) -> Result<Report> {
    match whom {
        Some(visitor) => gather_for(conn, floor, trial, visitor),
        None => gather_for_nobody(conn, floor, trial),
    }
}

fn sound(adds_up: bool) -> ExitCode {
    if adds_up {
        return ExitCode::SUCCESS;
    }
    eprintln!("hearten: these figures do not add up");
    ExitCode::from(1)
}

/// The trial of this name, looked at by what is named. Of a trial of several interventions one is asked for.
fn find_part(conn: &mut Conn, name: Option<&str>, of: Option<&str>) -> Result<Trial> {
    let trial = find(conn, name)?;
    if trial.interventions.are_several() && of.is_none() {
        let says = format!("This is a trial of {}. Name one of them with --of.", trial.interventions.said());
        return Err(Error::invalid("of", says));
    }
    Of::named(of).look_at(&trial)
}

fn find(conn: &mut Conn, name: Option<&str>) -> Result<Trial> {
    if let Some(name) = name {
        return Trial::named(conn, name);
    }
    let mut trials = Trial::all(conn)?;
    match (trials.pop(), trials.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Error::Missing("A trial")),
        (Some(last), false) => {
            let names: Vec<String> = trials.into_iter().chain([last]).map(|trial| trial.name).collect();
            Err(Error::invalid(
                "trial",
                format!("There are several trials. Name one with --trial: {}.", names.join("; ")),
            ))
        }
    }
}
