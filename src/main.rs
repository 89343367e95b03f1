//! `hearten`: see `hearten --help`.

use std::process::ExitCode;

/// Reports ask for memory row by row, and give it back: with the system's own allocator a third of their time goes there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    hearten::commands::run()
}
