//! `hearten report costs`: what Rounds cost, as given and as worked out.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::{
    floor::{Floor, error::Result},
    interventions::rounds::cost::report::Report,
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
    let report = floor.db.read(Report::gather)?;
    match words.format {
        Format::Table => println!("{}", report.to_table()),
        Format::Csv => print!("{}", report.to_csv()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&report.to_json())?),
    }
    Ok(ExitCode::SUCCESS)
}
