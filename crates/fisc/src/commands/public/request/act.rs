//! What passes between the office and the applicant before a decision; and where a request stands.

use crate::commands::public::office::Office;
use crate::commands::public::{When, word};
use crate::error::Failure;
use crate::output::harmless;
use crate::texts::t;
use chrono::NaiveDate;
use clap::Args;
use fisc_public::Event;
use fisc_public::request::{Act, Request};
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Confirm {
    /// The request
    pub request: String,
    #[command(flatten)]
    pub when: When,
}

impl Confirm {
    pub fn act(&self) -> Act {
        Act::Confirmed {}
    }
}

#[derive(Args)]
pub struct Supplement {
    /// The request
    pub request: String,
    /// What is unclear and what is to be said
    #[arg(long)]
    what: String,
    /// By when the applicant is asked to say it
    #[arg(long, value_name = "DAY")]
    until: NaiveDate,
    #[command(flatten)]
    pub when: When,
}

impl Supplement {
    pub fn act(&self) -> Act {
        Act::SupplementAsked {
            what: self.what.clone(),
            until: self.until,
        }
    }
}

#[derive(Args)]
pub struct Supplemented {
    /// The request
    pub request: String,
    /// What is asked for now
    #[arg(long)]
    text: String,
    #[command(flatten)]
    pub when: When,
}

impl Supplemented {
    pub fn act(&self) -> Act {
        Act::Supplemented {
            text: self.text.clone(),
        }
    }
}

#[derive(Args)]
pub struct Extend {
    /// The request
    pub request: String,
    /// By so many working days
    #[arg(long, value_name = "N")]
    days: u32,
    /// Who approved it
    #[arg(long, value_name = "WHO")]
    approved_by: String,
    /// Why
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    pub when: When,
}

impl Extend {
    pub fn act(&self) -> Act {
        Act::Extended {
            days: self.days,
            approved_by: self.approved_by.clone(),
            reason: self.reason.clone(),
        }
    }
}

pub fn run(
    dir: &Path,
    book: Option<&Path>,
    number: &str,
    when: &When,
    act: Act,
) -> Result<u8, Failure> {
    let mut office = Office::open(dir, book, false)?;
    let on = when.on.unwrap_or(office.today);
    let by = when.by.clone();
    let notice = matches!(act, Act::SupplementAsked { .. });
    let request = office.request(number, &Event { on, by, act })?;
    say(&office, &request, on)?;
    let in_time = request.supplement_in_time(&office.terms, &office.calendar);
    if notice && in_time == Some(false) {
        writeln!(
            std::io::stdout(),
            "{}",
            t!("public-supplement-late", item = number)
        )?;
    }
    Ok(0)
}

/// Where a request stands on a day: one line.
pub fn say(office: &Office, request: &Request, on: NaiveDate) -> Result<(), Failure> {
    let (terms, calendar) = (&office.terms, &office.calendar);
    let state = word("state", &request.state(terms, calendar, on));
    let item = &request.number;
    let line = if let Some(decision) = &request.decision {
        let outcome = word("outcome", &decision.outcome);
        match request.late(terms, calendar, on) {
            true => t!(
                "public-decided-late",
                item = item,
                state = state,
                outcome = outcome
            ),
            false => t!(
                "public-decided",
                item = item,
                state = state,
                outcome = outcome
            ),
        }
    } else {
        match (request.clock(terms, calendar), request.due(terms, calendar)) {
            (Some(clock), Some(due)) => {
                let used = clock.used(calendar, on).unwrap_or(0);
                t!(
                    "public-clock",
                    item = item,
                    state = state,
                    due = due.to_string(),
                    used = used.to_string(),
                    allowed = clock.allowed.to_string()
                )
            }
            (Some(_), None) => t!("public-clock-beyond", item = item, state = state),
            (None, _) => t!("public-clock-stands", item = item, state = state),
        }
    };
    writeln!(std::io::stdout(), "{}", harmless(&line))?;
    Ok(())
}
