//! `hearten report dose`: what was planned in a trial, and what came of it.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{find, taken::on_record};
use crate::{
    app,
    floor::{
        Floor,
        auth::account_by_email,
        db::Conn,
        error::{Error, Result},
    },
    trial::{delivery::ledger::Ledger, taken::Taken},
};

#[derive(Debug, Args)]
pub struct Words {
    /// The trial, by its name; may be left out where there is only one.
    #[arg(long)]
    trial: Option<String>,
    /// An account that may see the arms, by its e-mail address: doses are told arm by arm before the trial has ended.
    #[arg(long = "as")]
    as_account: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Table,
    Csv,
    Json,
}

impl Format {
    /// What a file of it is called; '' for what is read on a terminal.
    pub(super) fn file(self, what: &str) -> String {
        match self {
            Self::Table => String::new(),
            Self::Csv => format!("{what}.csv"),
            Self::Json => format!("{what}.json"),
        }
    }
}

pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let (ledger, trial, account) = floor.db.read(|conn| {
        let trial = find(conn, words.trial.as_deref())?;
        let account = account_id(conn, words.as_account.as_deref())?;
        Ok((Ledger::gather(conn, floor, &trial, &account, &app::rooms())?, trial, account))
    })?;
    let taken = Taken::report(&trial.id, "what was delivered", &words.format.file("dose"), ledger.tells_arms());
    on_record(floor, &account, taken.as_slice())?;
    match words.format {
        Format::Table => println!("{}", ledger.to_table()),
        Format::Csv => print!("{}", ledger.to_csv()?),
        Format::Json => println!("{}", serde_json::to_string_pretty(&ledger.to_json())?),
    }
    Ok(ExitCode::SUCCESS)
}

/// The id of the account in whose name something is told; '' for nobody's.
pub(in crate::commands) fn account_id(conn: &mut Conn, email: Option<&str>) -> Result<String> {
    let Some(email) = email else { return Ok(String::new()) };
    Ok(account_by_email(conn, email)?.ok_or(Error::Missing("An account with that address"))?.id)
}
