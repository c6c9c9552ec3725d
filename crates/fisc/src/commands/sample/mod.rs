//! `fisc sample`: how many items, which items, and what they say. The numbers are made by fisc-stats;
//! here are the ledger they are drawn from and the files that a third party replays.

mod audited;
mod evaluate;
mod plan;
mod select;
mod selection;

use crate::error::Failure;
use clap::{Args, Subcommand};
use fisc_stats::sampling;
use std::path::Path;

#[derive(Args)]
pub struct Sample {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// How many items must be examined
    Plan(plan::Plan),
    /// Draw items from a table of the ledger, or draw them again
    Select(select::Select),
    /// What the examined items say about the rest
    Evaluate(evaluate::Evaluate),
}

pub fn run(dir: &Path, options: &Sample) -> Result<u8, Failure> {
    match &options.command {
        Command::Plan(c) => plan::run(c),
        Command::Select(c) => select::run(dir, c),
        Command::Evaluate(c) => evaluate::run(dir, c),
    }
}

impl From<sampling::Error> for Failure {
    fn from(error: sampling::Error) -> Failure {
        Failure::Input(error.to_string())
    }
}
