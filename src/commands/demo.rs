//! `hearten demo`: made-up councils on one machine, from a spreadsheet to a posted letter; then the pages.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::serve;
use crate::{demo, floor::error::Result};

/// Play the whole road on made-up councils, then serve the pages.
#[derive(Debug, Args)]
pub struct Words {
    /// Where everything is put.
    #[arg(long, default_value = "hearten-demo")]
    dir: PathBuf,
    /// Another seed makes other people and another allocation.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many people take part in goal-setting. Letters are of the first trial's size always.
    #[arg(long, default_value_t = demo::PEOPLE)]
    people: usize,
    /// Stop when the story has been played.
    #[arg(long)]
    no_serve: bool,
    /// Where to serve the pages.
    #[arg(long, default_value = "127.0.0.1:8420")]
    listen: String,
}

pub fn run(words: &Words) -> Result<ExitCode> {
    let played = demo::play(&words.dir, words.seed, &words.listen, words.people)?;
    println!("{}", played.told);
    if !words.no_serve {
        println!(
            "\nOpen {} and enter as anyone. Ctrl-C stops.",
            played.floor.settings.web.public_url.clone() + "/demo/enter"
        );
        serve::serve(&played.floor, None)?;
    }
    Ok(ExitCode::SUCCESS)
}
