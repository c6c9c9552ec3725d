//! The decision, and what reviews and courts make of it.

use crate::commands::public::When;
use clap::Args;
use fisc_public::request::{Act, Outcome, Ruling, Way};

#[derive(Args)]
pub struct Decide {
    /// The request
    pub request: String,
    /// The outcome as the annual report counts it: granted, partly, state_secret, law_forbids, security,
    /// third_party, internal, process, enforcement_file, inquiry, not_held, to_be_made, still_unclear,
    /// petition, repeated, in_print, excessive, confirm_again, not_supplemented, not_paid, or other
    /// (also: withdrawn)
    outcome: Outcome,
    /// The reasons and the legal basis
    #[arg(long, default_value = "")]
    reason: String,
    #[command(flatten)]
    pub when: When,
}

impl Decide {
    pub fn act(&self) -> Act {
        Act::Decided {
            outcome: self.outcome,
            reason: self.reason.clone(),
        }
    }
}

#[derive(Args)]
pub struct Contest {
    /// The request
    pub request: String,
    /// review, suit, or suit_after_review
    way: Way,
    #[command(flatten)]
    pub when: When,
}

impl Contest {
    pub fn act(&self) -> Act {
        Act::Contested { way: self.way }
    }
}

#[derive(Args)]
pub struct Ruled {
    /// The request
    pub request: String,
    /// Which review or suit, from 1
    contest: usize,
    /// upheld, corrected or other
    ruling: Ruling,
    #[command(flatten)]
    pub when: When,
}

impl Ruled {
    pub fn act(&self) -> Act {
        Act::Ruled {
            contest: self.contest,
            ruling: self.ruling,
        }
    }
}
