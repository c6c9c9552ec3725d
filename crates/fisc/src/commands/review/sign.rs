//! `fisc review sign`: any act of the record's vocabulary, written in a file.

use super::Desk;
use crate::error::Failure;
use clap::Args;
use fisc_model::act::Act;
use std::path::PathBuf;

#[derive(Args)]
pub struct Sign {
    /// The act, as TOML or JSON (docs/review.md says where they are listed)
    file: PathBuf,
}

impl Sign {
    pub fn act(&self, desk: &Desk<'_>) -> Result<Act, Failure> {
        desk.toml(&self.file)
    }
}
