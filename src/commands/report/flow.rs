//! `hearten report flow`: the flow of participants.

use std::process::ExitCode;

use clap::Args;

use super::{Format, dose::account_id, find_part, taken::on_record};
use crate::{
    floor::{Floor, error::Result},
    trial::{
        conduct::told::of_sites,
        taken::Taken,
        uptake::flow::{draw::to_svg, gather::gather},
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
    /// An account that may see the arms, by its e-mail address: what is inside them is told before the trial has ended.
    #[arg(long = "as")]
    as_account: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Exit code 1 where the boxes do not add up.
pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let (flow, withdrawn, trial, account) = floor.db.read(|conn| {
        let trial = find_part(conn, words.trial.as_deref(), words.of.as_deref())?;
        let account = account_id(conn, words.as_account.as_deref())?;
        Ok((gather(conn, floor, &trial, &account)?, of_sites(conn, &trial.id)?, trial, account))
    })?;
    let taken = Taken::report(&trial.id, "the flow of participants", &words.format.file("flow"), flow.tells_arms());
    on_record(floor, &account, taken.map(|one| one.by_part(&trial)).as_slice())?;
    match words.format {
        Format::Table => {
            println!("{}", flow.to_table());
            withdrawn.iter().for_each(|says| println!("{says}"));
        }
        Format::Csv => print!("{}", flow.to_csv()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&flow.to_json()?)?),
        Format::Svg => println!("{}", to_svg(&floor.templates, &flow)?),
    }
    if flow.adds_up() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("hearten: these boxes do not add up");
    Ok(ExitCode::from(1))
}
