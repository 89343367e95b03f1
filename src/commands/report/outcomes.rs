//! `hearten report outcomes`: an outcome by arm as allocated, with intervals.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{dose::account_id, find_part};
use crate::{
    floor::{Floor, error::Result},
    trial::{
        outcomes::told::{Asked, Outcome, gather},
        trial_ids::Joiner,
    },
};

#[derive(Debug, Args)]
pub struct Words {
    /// The trial, by its name; may be left out where there is only one.
    #[arg(long)]
    trial: Option<String>,
    /// Of a trial of several interventions, by which of them.
    #[arg(long)]
    of: Option<String>,
    /// absence, absence-rate, turnover, or survey:WAVE:SCALE, such as survey:endline:swemwbs.metric.
    #[arg(long)]
    outcome: String,
    /// How many extracts count, in the order in which they came in; as many as can be told of, where it is left out.
    #[arg(long)]
    extracts: Option<usize>,
    /// An account that may see the arms, by its e-mail address; needed before the trial has ended.
    #[arg(long = "as")]
    as_account: Option<String>,
    /// What the figures are for. Asked once a day of each account, for each trial; it goes on the audit log.
    #[arg(long, default_value = "", hide_default_value = true)]
    why: String,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

/// That outcomes were set beside arms goes on the audit log.
pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let (outcome, why) = (Outcome::parse(&words.outcome)?, words.why.clone());
    let asked = Asked { outcome, extracts: words.extracts, why };
    let gathered = floor.db.write(|conn| {
        let trial = find_part(conn, words.trial.as_deref(), words.of.as_deref())?;
        let account = account_id(conn, words.as_account.as_deref())?;
        gather(conn, floor, &Joiner::command_line(&account), &account, &trial, &asked)
    })?;
    let report = gathered.report(floor);
    match words.format {
        Format::Table => println!("{}", report.to_table()),
        Format::Csv => print!("{}", report.to_csv()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&report.to_json())?),
    }
    Ok(ExitCode::SUCCESS)
}
