//! `fisc public feedback`: from receipt to an answer, and to what is published of it.

mod act;
mod add;
mod form;
mod inbox;
mod list;
mod publish;
mod show;
mod site;

pub use site::published;

use crate::error::Failure;
use clap::{Args, Subcommand};
use std::path::Path;

#[derive(Args)]
pub struct Feedback {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the empty form for the public
    Form(form::Form),
    /// Take in one item, a file of them, or what the web form received
    Add(add::Add),
    /// Say what an item is
    Triage(act::Triage),
    /// Say who answers for it
    Assign(act::Assign),
    /// Write down the answer that was sent
    Answer(act::Answer),
    /// Name the release that corrects an accepted error
    Correct(act::Correct),
    /// Publish question and answer with the next release
    Publish(publish::Publish),
    /// Close without publication, or take back what was published
    Close(act::Close),
    /// What is open, with owner and deadline
    List(list::List),
    /// One item whole, with its history
    Show(show::ShowItem),
}

pub fn run(dir: &Path, book: Option<&Path>, options: &Feedback) -> Result<u8, Failure> {
    match &options.command {
        Command::Form(c) => form::run(dir, c),
        Command::Add(c) => add::run(dir, book, c),
        Command::Triage(c) => act::run(dir, book, &c.item, &c.when, c.act()),
        Command::Assign(c) => act::run(dir, book, &c.item, &c.when, c.act()),
        Command::Answer(c) => act::run(dir, book, &c.item, &c.when, c.act()),
        Command::Correct(c) => act::run(dir, book, &c.item, &c.when, c.act()),
        Command::Publish(c) => publish::run(dir, book, c),
        Command::Close(c) => act::run(dir, book, &c.item, &c.when, c.act()),
        Command::List(c) => list::run(dir, book, c),
        Command::Show(c) => show::run(dir, book, c),
    }
}
