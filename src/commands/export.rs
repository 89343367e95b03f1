//! `hearten export`: the data of a trial in a folder, for whoever analyses them.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand, ValueEnum};

use crate::{
    app,
    floor::{auth, error::Result},
    trial::{
        allocation::trial::Trial,
        export::{
            make::{Asked, make},
            pack::Filling,
        },
    },
};

/// Take data out, without names.
#[derive(Debug, Args)]
pub struct Words {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A trial: tidy CSV by trial id, a codebook, and scripts that read it into R and Stata. Who, what and why go on the audit log.
    Trial {
        /// The trial, by its name.
        name: String,
        /// A folder that is not there yet.
        #[arg(long)]
        dir: PathBuf,
        /// What the data are for.
        #[arg(long)]
        why: String,
        /// The account of a researcher of the trial, by its e-mail address. The arms go along where it may see them.
        #[arg(long = "as")]
        as_account: String,
        /// What few people share: shown as it is, or hidden with the next smallest.
        #[arg(long, value_enum, default_value_t = Cells::Show)]
        small_cells: Cells,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Cells {
    Show,
    Hide,
}

pub fn run(config: &Path, words: &Words) -> Result<ExitCode> {
    let What::Trial { name, dir, why, as_account, small_cells } = &words.what;
    let floor = super::floor(config)?;
    let asked = Asked::parse(why, *small_cells == Cells::Hide)?;
    let filling = Filling::begin(dir)?;
    let export = floor.db.write(|conn| {
        let (visitor, trial) = (auth::in_the_name_of(conn, &floor, as_account)?, Trial::named(conn, name)?);
        let export = make(conn, &floor, &visitor, &trial, &asked, &app::rooms())?;
        filling.fill(&export)?;
        Ok(export)
    })?;
    filling.finish()?;
    let arms = if export.arms_told { "with" } else { "without" };
    println!("{} files, {arms} the arms, are in {}.", export.files.len(), dir.display());
    Ok(ExitCode::SUCCESS)
}
