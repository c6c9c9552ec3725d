//! Taking in a request.

use super::act::say;
use crate::commands::public::When;
use crate::commands::public::office::{Office, contact};
use crate::error::Failure;
use clap::Args;
use fisc_public::Event;
use fisc_public::request::{Act, Applicant, How};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Add {
    /// How it came: presented, registered_mail, ordinary_mail or online (web and fax)
    #[arg(long)]
    how: How,
    /// Who asks: natural, company, research, welfare, legal_service or other
    #[arg(long)]
    applicant: Applicant,
    /// What is asked for
    #[arg(long)]
    text: String,
    /// A file that says who asks and how they are reached; - for standard input
    #[arg(long, value_name = "FILE")]
    contact: Option<PathBuf>,
    #[command(flatten)]
    when: When,
}

pub fn run(dir: &Path, book: Option<&Path>, options: &Add) -> Result<u8, Failure> {
    let mut office = Office::open(dir, book, true)?;
    let contact = contact(dir, options.contact.as_deref())?;
    let event = Event {
        on: options.when.on.unwrap_or(office.today),
        by: options.when.by.clone(),
        act: Act::Received {
            how: options.how,
            applicant: options.applicant,
            text: options.text.clone(),
            contact: contact.is_some(),
        },
    };
    let request = office.ask(&event, contact)?;
    say(&office, &request, event.on)?;
    Ok(0)
}
