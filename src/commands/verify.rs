//! `hearten verify`: follows the audit chain from its first row to its last, and counts the uptake record again.

use std::{path::Path, process::ExitCode};

use crate::{
    floor::{audit, error::Result},
    trial::uptake::roll_up,
};

pub fn run(config: &Path) -> Result<ExitCode> {
    let floor = super::floor(config)?;
    let (wrong, people) = floor.db.read(roll_up::verify)?;
    if wrong == 0 {
        println!("The uptake record was counted again for {people} people, to the same.");
    } else {
        println!(
            "What was counted of {wrong} people is not what the uptake record says. Stop Hearten and run `hearten migrate --recount`."
        );
    }
    match floor.db.read(audit::verify)? {
        Ok(rows) => {
            println!("The audit log is whole: {rows} rows.");
            Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Err(seq) => {
            println!(
                "The audit log does not fit from row {seq} on: that row or one before it was changed, added or taken away."
            );
            Ok(ExitCode::FAILURE)
        }
    }
}
