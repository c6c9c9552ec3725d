//! Where a reviewer and who was reviewed do not agree: raised, discussed, ruled.

use super::word;
use clap::Args;
use fisc_model::act::{Act, Stage};

#[derive(Args)]
pub struct Dispute {
    /// A new id for it
    dispute: String,
    /// The finding
    #[arg(long, value_name = "ID")]
    finding: String,
    /// The stage whose decision is disputed
    #[arg(long, value_parser = word::<Stage>)]
    stage: Stage,
    /// The point
    #[arg(long)]
    text: String,
}

impl Dispute {
    pub fn act(&self) -> Act {
        Act::Dispute {
            dispute: self.dispute.clone(),
            finding: self.finding.clone(),
            stage: self.stage,
            text: self.text.clone(),
        }
    }
}

#[derive(Args)]
pub struct Say {
    /// The dispute
    dispute: String,
    /// The word
    #[arg(long)]
    text: String,
}

impl Say {
    pub fn act(&self) -> Act {
        Act::Say {
            dispute: self.dispute.clone(),
            text: self.text.clone(),
        }
    }
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("ruling").required(true))]
pub struct Rule {
    /// The dispute
    dispute: String,
    /// The reviewer is right
    #[arg(long, group = "ruling")]
    upheld: bool,
    /// The reviewer is not right
    #[arg(long, group = "ruling")]
    overruled: bool,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Rule {
    pub fn act(&self) -> Act {
        Act::Rule {
            dispute: self.dispute.clone(),
            upheld: self.upheld,
            reason: self.reason.clone(),
        }
    }
}
