//! `fisc review rectify`: how a finding is put right, what the auditee reports, what the auditor saw.

use super::{Desk, leads::amount, word};
use crate::error::Failure;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use fisc_model::Money;
use fisc_model::act::{Act, RectificationClass, Rectified};
use fisc_store::Log;
use std::path::PathBuf;

#[derive(Args)]
pub struct Rectify {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Set how a finding is to be put right, and by when
    Plan {
        /// The finding
        finding: String,
        /// at-once, staged or continuing
        #[arg(long, value_parser = word::<RectificationClass>)]
        class: RectificationClass,
        /// The last day
        #[arg(long, value_name = "DAY")]
        due: NaiveDate,
    },
    /// What the auditee reports
    Report {
        /// The finding
        finding: String,
        #[command(flatten)]
        moved: Moved,
        /// In the auditee's words
        #[arg(long)]
        text: String,
        /// When; left out: today
        #[arg(long, value_name = "DAY")]
        on: Option<NaiveDate>,
        /// A paper; once for each
        #[arg(long = "paper", value_name = "FILE")]
        papers: Vec<PathBuf>,
    },
    /// What the auditor acknowledges
    Verify {
        /// The finding
        finding: String,
        #[command(flatten)]
        moved: Moved,
        /// The finding is closed
        #[arg(long)]
        closed: bool,
        /// What was looked at and seen
        #[arg(long)]
        text: String,
    },
    /// A later look at whether it stayed put right
    LookBack {
        /// The finding
        finding: String,
        /// When; left out: today
        #[arg(long, value_name = "DAY")]
        on: Option<NaiveDate>,
        /// It did not
        #[arg(long)]
        undone: bool,
        /// What was seen
        #[arg(long)]
        text: String,
    },
}

#[derive(Args)]
struct Moved {
    /// Paid to the treasury
    #[arg(long, value_name = "AMOUNT", value_parser = amount, default_value = "0")]
    to_treasury: Money,
    /// Returned to where it came from
    #[arg(long, value_name = "AMOUNT", value_parser = amount, default_value = "0")]
    returned: Money,
    /// Rebooked
    #[arg(long, value_name = "AMOUNT", value_parser = amount, default_value = "0")]
    rebooked: Money,
    /// Recovered
    #[arg(long, value_name = "AMOUNT", value_parser = amount, default_value = "0")]
    recovered: Money,
    /// Rules made or mended
    #[arg(long, value_name = "N", default_value_t = 0)]
    rules_made: u32,
    /// People held to account
    #[arg(long, value_name = "N", default_value_t = 0)]
    people: u32,
}

impl Moved {
    fn rectified(&self) -> Rectified {
        Rectified {
            to_treasury: self.to_treasury,
            returned: self.returned,
            rebooked: self.rebooked,
            recovered: self.recovered,
            rules_made: self.rules_made,
            people_held_to_account: self.people,
        }
    }
}

impl Rectify {
    pub fn act(&self, desk: &mut Desk<'_>) -> Result<Act, Failure> {
        Ok(match &self.what {
            What::Plan {
                finding,
                class,
                due,
            } => Act::PlanRectification {
                finding: finding.clone(),
                class: *class,
                due: *due,
            },
            What::Report {
                finding,
                moved,
                text,
                on,
                papers,
            } => Act::ReportRectification {
                finding: finding.clone(),
                rectified: moved.rectified(),
                text: text.clone(),
                on: on.unwrap_or_else(|| desk.today()),
                papers: desk.attach_all(Log::Record, papers)?,
            },
            What::Verify {
                finding,
                moved,
                closed,
                text,
            } => Act::VerifyRectification {
                finding: finding.clone(),
                rectified: moved.rectified(),
                closed: *closed,
                text: text.clone(),
            },
            What::LookBack {
                finding,
                on,
                undone,
                text,
            } => Act::LookBack {
                finding: finding.clone(),
                on: on.unwrap_or_else(|| desk.today()),
                holds: !undone,
                text: text.clone(),
            },
        })
    }
}
