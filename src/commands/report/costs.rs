//! `hearten report costs`: what Rounds cost, as given and as worked out.

use std::{collections::BTreeSet, process::ExitCode};

use clap::{Args, ValueEnum};

use super::taken::on_record;
use crate::{
    floor::{Floor, error::Result},
    interventions::rounds::{cost::report::Report, store::series},
    trial::taken::Taken,
};

#[derive(Debug, Args)]
pub struct Words {
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let (report, all) = floor.db.read(|conn| Ok((Report::gather(conn)?, series::all(conn)?)))?;
    let file = match words.format {
        Format::Table => None,
        Format::Csv => Some("costs.csv"),
        Format::Json => Some("costs.json"),
    };
    let trials: BTreeSet<&str> = all.iter().map(|one| one.trial_id.as_str()).collect();
    let taken = file.iter().flat_map(|file| trials.iter().map(|trial| Taken::file(trial, file)));
    on_record(floor, "", &taken.collect::<Vec<_>>())?;
    match words.format {
        Format::Table => println!("{}", report.to_table()),
        Format::Csv => print!("{}", report.to_csv()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&report.to_json())?),
    }
    Ok(ExitCode::SUCCESS)
}
