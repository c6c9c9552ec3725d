//! `fisc public`: what follows a publication. Feedback and requests for disclosure stand in a book of
//! the office's own; the annual report is counted from it, and the releases of a year are added up.

mod contacts;
mod feedback;
mod form;
mod office;
mod paper;
mod report;
mod request;
mod year;

pub use feedback::published;

use crate::error::Failure;
use crate::texts::{self, t};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Public {
    /// The office's book; left out: public.db of the engagement
    #[arg(long, global = true, value_name = "FILE")]
    book: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// What the public asks and reports: every item gets an owner and an answer
    Feedback(feedback::Feedback),
    /// Serve the web form for feedback: a process of its own, beside a published release
    Form(form::Form),
    /// Requests for disclosure, with the regulation's clock
    Request(request::Request),
    /// Contacts whose time is over: say which, and erase them
    Contacts(contacts::Contacts),
    /// The annual report on open government information
    Report(report::Report),
    /// Add up the releases of a year, for the annual audit report
    Year(year::Year),
}

pub fn run(dir: &Path, options: &Public) -> Result<u8, Failure> {
    let book = options.book.as_deref();
    match &options.command {
        Command::Feedback(c) => feedback::run(dir, book, c),
        Command::Form(c) => form::run(dir, c),
        Command::Request(c) => request::run(dir, book, c),
        Command::Contacts(c) => contacts::run(dir, book, c),
        Command::Report(c) => report::run(dir, book, c),
        Command::Year(c) => year::run(dir, c),
    }
}

/// When something happened, and who did it.
#[derive(Args, Clone, Debug)]
pub struct When {
    /// The day it happened; left out: today
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    /// Who did it: a person or a unit of the office
    #[arg(long, value_name = "WHO")]
    by: String,
}

impl From<fisc_public::Refusal> for Failure {
    fn from(refusal: fisc_public::Refusal) -> Failure {
        let text = texts::side(&refusal.text);
        Failure::Refused(t!("public-refused", rule = refusal.rule, text = text))
    }
}

/// The word for a value of fisc-public's closed lists.
fn word(kind: &str, value: &impl std::fmt::Display) -> String {
    fisc_public::word(texts::lang(), kind, value)
}

/// A deadline as people read it.
fn due(due: Option<NaiveDate>, beyond: bool) -> String {
    match due {
        Some(day) => day.to_string(),
        None if beyond => t!("public-beyond"),
        None => String::new(),
    }
}
