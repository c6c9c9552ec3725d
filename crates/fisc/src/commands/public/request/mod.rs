//! `fisc public request`: requests for disclosure (依申请公开), from receipt to a court's ruling.

mod act;
mod add;
mod decide;
mod fee;
mod hear;
mod list;
mod show;

use crate::error::Failure;
use clap::{Args, Subcommand};
use std::path::Path;

#[derive(Args)]
pub struct Request {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Take in a request
    Add(add::Add),
    /// The day of receipt was confirmed with the applicant
    Confirm(act::Confirm),
    /// Ask the applicant, once, what is unclear
    Supplement(act::Supplement),
    /// The applicant made it clear
    Supplemented(act::Supplemented),
    /// Extend the term, with approval and notice
    Extend(act::Extend),
    /// Hear a third party or another organ
    Consult(hear::Consult),
    /// Write down what they answered
    Heard(hear::Heard),
    /// Ask for a fee
    Fee(fee::Fee),
    /// The fee was paid
    Paid(fee::Paid),
    /// Decide
    Decide(decide::Decide),
    /// The decision, or its being late, is contested
    Contest(decide::Contest),
    /// What became of that
    Ruled(decide::Ruled),
    /// What is open, with its clock
    List(list::List),
    /// One request whole, with its clock and history
    Show(show::ShowRequest),
}

pub fn run(dir: &Path, book: Option<&Path>, options: &Request) -> Result<u8, Failure> {
    use act::run as act;
    match &options.command {
        Command::Add(c) => add::run(dir, book, c),
        Command::Confirm(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Supplement(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Supplemented(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Extend(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Consult(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Heard(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Fee(c) => fee::run(dir, book, c),
        Command::Paid(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Decide(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Contest(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::Ruled(c) => act(dir, book, &c.request, &c.when, c.act()),
        Command::List(c) => list::run(dir, book, c),
        Command::Show(c) => show::run(dir, book, c),
    }
}
