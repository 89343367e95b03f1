//! `hearten verify`: follows the audit chain from its first row to its last.

use std::{path::Path, process::ExitCode};

use crate::floor::{audit, error::Result};

pub fn run(config: &Path) -> Result<ExitCode> {
    let floor = super::floor(config)?;
    match floor.db.read(audit::verify)? {
        Ok(rows) => {
            println!("The audit log is whole: {rows} rows.");
            Ok(ExitCode::SUCCESS)
        }
        Err(seq) => {
            println!(
                "The audit log does not fit from row {seq} on: that row or one before it was changed, added or taken away."
            );
            Ok(ExitCode::FAILURE)
        }
    }
}
