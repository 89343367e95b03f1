//! `hearten report description`: what was delivered in a trial, under the headings of TIDieR.

use std::process::ExitCode;

use clap::Args;

use super::{
    dose::{Format, account_id},
    find,
    taken::on_record,
};
use crate::{
    app,
    floor::{Floor, auth, error::Result},
    trial::{
        delivery::{description::Description, ledger::Ledger},
        taken::Taken,
        uptake::blur::opens,
    },
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

pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    let (described, trial_id, account, told) = floor.db.read(|conn| {
        let trial = find(conn, words.trial.as_deref())?;
        let account = account_id(conn, words.as_account.as_deref())?;
        let ledger = Ledger::if_drawn(conn, floor, &trial, &account, &app::rooms())?;
        let open = match &words.as_account {
            Some(email) => {
                let visitor = auth::in_the_name_of(conn, floor, email)?;
                opens(conn, &trial, &visitor)?
            }
            None => ledger.as_ref().is_none_or(|ledger| ledger.told),
        };
        let told = ledger.as_ref().is_some_and(Ledger::tells_arms);
        let described = Description::gather(conn, floor, &trial, (ledger.as_ref(), open), &app::rooms())?;
        Ok((described, trial.id, account, told))
    })?;
    let taken = Taken::report(&trial_id, "what was delivered", &words.format.file("description"), told);
    on_record(floor, &account, taken.as_slice())?;
    match words.format {
        Format::Table => print!("{}", described.to_table()),
        Format::Csv => print!("{}", described.to_csv()?),
        Format::Json => println!("{}", serde_json::to_string_pretty(&described.to_json())?),
    }
    Ok(ExitCode::SUCCESS)
}
