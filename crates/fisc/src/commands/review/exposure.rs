//! What passes between the auditors and an auditee: service, replies, hearings.

use super::{Desk, findings, papers};
use crate::error::Failure;
use chrono::NaiveDate;
use clap::Args;
use fisc_model::act::Act;
use fisc_store::Log;
use std::path::PathBuf;

#[derive(Args)]
pub struct Serve {
    /// The document, in its last version
    document: String,
    /// On whom
    #[arg(long, value_name = "CODE")]
    auditee: String,
    /// When
    #[arg(long, value_name = "DAY")]
    on: NaiveDate,
    /// The scan of the receipt
    #[arg(long, value_name = "FILE")]
    receipt: PathBuf,
}

impl Serve {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        Ok(Act::Serve {
            document: self.document.clone(),
            version: papers::version(desk, &self.document)?,
            auditee: self.auditee.clone(),
            on: self.on,
            receipt: desk.attach(Log::Record, &self.receipt)?,
        })
    }
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("answer").required(true))]
pub struct Reply {
    /// The finding, in its last version
    finding: String,
    /// The auditee accepts it
    #[arg(long, group = "answer")]
    accepted: bool,
    /// The auditee objects
    #[arg(long, group = "answer")]
    objected: bool,
    /// In the auditee's words
    #[arg(long, default_value = "")]
    text: String,
    /// When it was received; left out: today
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    /// The scan of the letter, where it came on paper
    #[arg(long, value_name = "FILE")]
    letter: Option<PathBuf>,
}

impl Reply {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        let letter = self.letter.as_ref();
        Ok(Act::Reply {
            finding: self.finding.clone(),
            version: findings::version(desk, &self.finding)?,
            accepted: self.accepted,
            text: self.text.clone(),
            on: self.on.unwrap_or_else(|| desk.today()),
            letter: letter.map(|f| desk.attach(Log::Record, f)).transpose()?,
        })
    }
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("answer").required(true))]
pub struct AnswerReply {
    /// The finding
    finding: String,
    /// The objection is taken; a new version follows
    #[arg(long, group = "answer")]
    taken: bool,
    /// The objection is not taken
    #[arg(long, group = "answer")]
    kept: bool,
    /// Why
    #[arg(long)]
    reason: String,
}

impl AnswerReply {
    pub fn act(&self) -> Act {
        Act::AnswerReply {
            finding: self.finding.clone(),
            taken: self.taken,
            reason: self.reason.clone(),
        }
    }
}

#[derive(Args)]
pub struct Hearing {
    /// The finding
    finding: String,
    /// When the auditee was told of the right to it
    #[arg(long, value_name = "DAY")]
    told_on: NaiveDate,
    /// When it was held; left out where it was not asked for
    #[arg(long, value_name = "DAY")]
    held_on: Option<NaiveDate>,
    /// The record of it, or the receipt
    #[arg(long, value_name = "FILE")]
    paper: PathBuf,
}

impl Hearing {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        Ok(Act::Hearing {
            finding: self.finding.clone(),
            told_on: self.told_on,
            held_on: self.held_on,
            paper: desk.attach(Log::Record, &self.paper)?,
        })
    }
}
