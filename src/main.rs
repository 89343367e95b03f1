//! `hearten`: see `hearten --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    hearten::commands::run()
}
