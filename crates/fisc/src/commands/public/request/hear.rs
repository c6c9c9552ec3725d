//! Hearing others before a decision: their time is not the office's.

use crate::commands::public::When;
use clap::Args;
use fisc_public::request::{Act, Heard as Whom};

#[derive(Args)]
pub struct Consult {
    /// The request
    pub request: String,
    /// third_party, or other_organ that had a part in making the information; the day is the one on
    /// which they received the letter
    whom: Whom,
    #[command(flatten)]
    pub when: When,
}

impl Consult {
    pub fn act(&self) -> Act {
        Act::Consulted { whom: self.whom }
    }
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("answer").required(true))]
pub struct Heard {
    /// The request
    pub request: String,
    /// Which of those who are heard, from 1
    #[arg(default_value_t = 1)]
    consultation: usize,
    /// They agree that it is disclosed
    #[arg(long, group = "answer")]
    consents: bool,
    /// They object
    #[arg(long, group = "answer")]
    objects: bool,
    /// Their reasons
    #[arg(long, default_value = "")]
    reason: String,
    #[command(flatten)]
    pub when: When,
}

impl Heard {
    pub fn act(&self) -> Act {
        Act::Answered {
            consultation: self.consultation,
            consents: self.consents,
            reason: self.reason.clone(),
        }
    }
}
