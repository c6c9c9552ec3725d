//! The program at the edge: it owns paths, the clock, the terminal and the exit codes. One file a
//! command; what they do is in the crates below.

mod commands;
mod engagement;
mod error;
mod output;
mod passphrase;
mod request;
mod rows;
mod texts;
mod words;
mod xlsx;

use clap::Parser;
use error::Failure;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = commands::Cli::parse();
    texts::settle(cli.lang);
    match commands::dispatch(&cli) {
        Ok(code) => ExitCode::from(code),
        // A reader that went away (| head) is no failure of the command.
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure);
            ExitCode::from(failure.code())
        }
    }
}
