//! `hearten report scores`: a file of raw answers, or the stored answers of a survey.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};

use crate::{
    floor::{
        Floor,
        error::{Error, Result},
    },
    trial::{
        allocation::sight,
        surveys::{
            instrument::{Instrument, Shelf},
            score::{
                answers_file, each,
                figures::{of_items, of_scales},
                report::{OfInstrument, Report},
            },
            wave::{Wave, told},
        },
        trial_ids::Joiner,
    },
};

#[derive(Debug, Args)]
pub struct Words {
    /// The instrument that the file of answers is of, by its id: swemwbs, ghq12, ons4, cbi, wrqol, brief_cope, or one of your own.
    #[arg(long, requires = "answers", required_unless_present = "wave")]
    instrument: Option<String>,
    /// A file of raw answers: a column `id`, and one for each item. A blank cell was not answered.
    #[arg(long, requires = "instrument", conflicts_with_all = ["trial", "wave"])]
    answers: Option<PathBuf>,
    /// From which number the file's codes count, where an instrument is used with more than one.
    #[arg(long, requires = "answers")]
    base: Option<i32>,
    /// The trial, by its name; may be left out where there is only one.
    #[arg(long, requires = "wave")]
    trial: Option<String>,
    /// The survey of the trial, by its name, such as baseline.
    #[arg(long)]
    wave: Option<String>,
    /// An account that may see the arms, by its e-mail address: scores are told by arm before the trial has ended.
    #[arg(long = "as", requires = "wave")]
    as_account: Option<String>,
    /// What scores by arm are for. Asked once a day of each account, for each trial; it goes on the audit log.
    #[arg(long, requires = "wave", default_value = "", hide_default_value = true)]
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

pub fn run(floor: &Floor, words: &Words) -> Result<ExitCode> {
    match (&words.instrument, &words.answers, &words.wave) {
        (Some(instrument), Some(file), _) => of_file(floor, words, instrument, file),
        (_, _, Some(wave)) => of_wave(floor, words, wave),
        _ => Err(Error::invalid("wave", "Name an instrument and a file of answers, or a survey with --wave.")),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// Arms are told once the trial has ended, or to who may see them. That scores were looked at goes on the audit log.
fn of_wave(floor: &Floor, words: &Words, wave: &str) -> Result<()> {
    let report = floor.db.write(|conn| {
        let trial = super::find(conn, words.trial.as_deref())?;
        let wave = Wave::named(conn, &trial.id, wave)?;
        let account = super::dose::account_id(conn, words.as_account.as_deref())?;
        let by_arm = sight::told(conn, &trial.id, &account)?.then_some(words.why.as_str());
        told::report(conn, floor, &Joiner::command_line(&account), &wave, by_arm)
    })?;
    match words.format {
        Format::Table => println!("{}", report.to_table()),
        Format::Csv => print!("{}", report.to_csv()),
        Format::Json => println!("{}", serde_json::to_string_pretty(&report.to_json())?),
    }
    Ok(())
}

fn of_file(floor: &Floor, words: &Words, id: &str, file: &PathBuf) -> Result<()> {
    let shelf = Shelf::load(&floor.settings.surveys)?;
    let instrument = in_base(shelf.find(id)?, words.base)?;
    let wrong = |error: std::io::Error| Error::invalid("answers", format!("{}: {error}", file.display()));
    let rows = answers_file::read(&fs::read(file).map_err(wrong)?, &instrument)?;
    match words.format {
        Format::Csv => print!("{}", each::to_csv(&instrument, &rows)),
        Format::Json => println!("{}", serde_json::to_string_pretty(&each::to_json(&instrument, &rows))?),
        Format::Table => {
            println!("{}", each::to_table(&instrument, &rows));
            let groups = vec![(
                "everyone in the file".to_owned(),
                rows.into_iter().map(|(_, answers)| answers.into()).collect(),
            )];
            // Whoever holds the file sees every row of it: there is nothing to hide.
            let of_instrument = OfInstrument {
                id: instrument.id.clone(),
                version: instrument.version.clone(),
                title: instrument.title.clone(),
                licence: String::new(),
                unconfirmed: instrument.unconfirmed.clone(),
                scales: of_scales(&instrument, &groups, 1),
                items: of_items(&instrument, &groups, 1),
            };
            let report = Report {
                unit: String::new(),
                title: String::new(),
                response: Vec::new(),
                instruments: vec![of_instrument],
                notes: Vec::new(),
            };
            println!("{}", report.to_table());
        }
    }
    Ok(())
}

fn in_base(instrument: &Instrument, base: Option<i32>) -> Result<Instrument> {
    let Some(base) = base else { return Ok(instrument.clone()) };
    instrument
        .from_base(base)
        .ok_or_else(|| Error::invalid("base", format!("--base: {} is not coded from {base}.", instrument.title)))
}
