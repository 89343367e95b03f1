//! `hearten check-config`: says what is wrong with the settings, and where.

use std::{path::Path, process::ExitCode};

use crate::{
    floor::{config::Settings, error::Result},
    interventions::{rounds::feedback::instrument::Instrument, tokens::card::words::Wording},
    trial::surveys::instrument::Shelf,
};

pub fn run(config: &Path) -> Result<ExitCode> {
    let settings = Settings::load(config)?;
    settings.secrets()?;
    settings.post.check()?;
    settings.mail.check()?;
    Instrument::in_use(&settings.rounds.feedback)?;
    Wording::in_use(&settings.tokens.card)?;
    Shelf::load(&settings.surveys)?;
    println!(
        "{}: sound",
        if config.exists() { config.display().to_string() } else { "defaults and environment".into() }
    );
    Ok(ExitCode::SUCCESS)
}
