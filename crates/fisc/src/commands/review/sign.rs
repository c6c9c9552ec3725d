//! `fisc review sign`: any act of the record's vocabulary, written in a file.

use super::Desk;
use crate::error::Failure;
use clap::Args;
use fisc_model::act::Act;
use fisc_store::Log;
use std::path::PathBuf;

#[derive(Args)]
pub struct Sign {
    /// The act, as TOML or JSON (docs/review.md says where they are listed)
    file: PathBuf,
    /// A file that the act names by its SHA-256; kept with the record. May be given several times
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
}

impl Sign {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        let act: Act = desk.toml(&self.file)?;
        let log = match act {
            Act::Refer { .. } => Log::Referrals,
            _ => Log::Record,
        };
        desk.attach_all(log, &self.attach)?;
        Ok(act)
    }
}
