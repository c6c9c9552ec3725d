//! `fisc review sign`: any act of the record's vocabulary, written in a file.

use super::Desk;
use crate::error::Failure;
use clap::Args;
use fisc_model::act::Act;
use fisc_review::referrals::is_referral;
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
        // What a referral names is not to lie beside the record, where others find it.
        let log = match &act {
            referral if is_referral(referral) => Log::Referrals,
            Act::EnterPaper { document, .. } => {
                desk.document(document)?.map_or(Log::Record, |(log, _)| log)
            }
            _ => Log::Record,
        };
        desk.attach_all(log, &self.attach)?;
        Ok(act)
    }
}
