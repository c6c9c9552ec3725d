//! One file a command.

mod check;
mod demo;
mod key;
mod leads;
mod load;
mod map;

mod methods;
mod new;
mod public;
mod publish;
mod review;
mod risk;
mod run;
mod sample;
mod selftest;
mod serve;
mod sign;
mod sql;
mod trace;
mod verify;

use crate::error::Failure;
use clap::{Args, Parser, Subcommand};
use fisc_publish::Lang;
use std::path::{Path, PathBuf};

/// The open engine for auditing public money.
///
/// Commands work on the engagement (the folder with fisc.toml) in or above the current folder.
///
/// Exit codes: 0 done, 1 failed, 2 usage, 3 bad input, 4 done but some methods failed, 5 refused by a
/// rule of the review, 10 leads at or above --fail-on.
#[derive(Parser)]
#[command(name = "fisc", version, arg_required_else_help = true)]
pub struct Cli {
    /// The engagement's folder, if it is not the current one
    #[arg(
        short = 'C',
        long,
        global = true,
        value_name = "DIR",
        default_value = "."
    )]
    pub directory: PathBuf,
    /// Language of what is shown, en or zh; left out: FISC_LANG, LC_ALL, LC_MESSAGES or LANG says
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a new engagement
    New(new::New),
    /// Load the sources into the ledger
    Load(load::Load),
    /// Run the audit methods over the ledger
    Check(check::Check),
    /// Show the leads of the last check
    Leads(leads::Leads),
    /// Ask the ledger a question of your own
    Sql(sql::Sql),
    /// Load, check and make a draft package, in one go
    Run(run::Run),
    /// Whom to look at first, and why
    Risk(risk::Risk),
    /// Where money went, down to the last recipients; and which appropriations paid whom
    Trace(trace::Trace),
    /// Audit samples: how many items, which, and what they say
    Sample(sample::Sample),
    /// List, show and test the audit methods
    Methods(methods::Methods),
    /// Recompute published tables of audit statistics and say where they are met
    Selftest(selftest::Selftest),

    /// Propose a mapping for a source file
    Map(map::Map),
    /// Make the package
    Publish(publish::Publish),
    /// After publication: feedback, requests for disclosure, the reports of a year
    Public(public::Public),
    /// Check a package: files, tables, totals and pages
    Verify(verify::Verify),
    /// Pages for review and sign-off, in a browser
    Serve(serve::Serve),
    /// Keys that people sign with
    Key(key::Key),
    /// From leads to findings to sign-off, on the record
    Review(review::Review),
    /// Make the sample province in a folder and run it
    Demo(demo::Demo),
}

/// How much of the machine a command may use.
#[derive(Args, Clone, Debug)]
pub struct EngineOptions {
    /// Partitions a query is split into; the results do not depend on it
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(usize))]
    pub partitions: usize,
    /// Methods at the same time
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    pub jobs: usize,
    /// MiB that sorts, joins and aggregates may hold before they spill to disk
    #[arg(long, default_value_t = 2048, value_name = "MIB")]
    pub memory: usize,
}

fn language(text: &str) -> Result<Lang, String> {
    match text {
        "en" => Ok(Lang::En),
        "zh" => Ok(Lang::Zh),
        _ => Err("en or zh".into()),
    }
}

pub fn dispatch(cli: &Cli) -> Result<u8, Failure> {
    let dir = cli.directory.as_path();
    match &cli.command {
        Command::New(c) => new::run(dir, c),
        Command::Load(c) => load::run(dir, c),
        Command::Check(c) => check::run(dir, c),
        Command::Leads(c) => leads::run(dir, c),
        Command::Sql(c) => sql::run(dir, c),
        Command::Run(c) => run::run(dir, c),
        Command::Risk(c) => risk::run(dir, c),
        Command::Trace(c) => trace::run(dir, c),
        Command::Sample(c) => sample::run(dir, c),
        Command::Methods(c) => methods::run(dir, c),
        Command::Selftest(c) => selftest::run(dir, c),

        Command::Map(c) => map::run(dir, c),
        Command::Publish(c) => publish::run(dir, c),
        Command::Public(c) => public::run(dir, c),
        Command::Verify(c) => verify::run(dir, c),
        Command::Serve(c) => serve::run(dir, c),
        Command::Key(c) => key::run(dir, c),
        Command::Review(c) => review::run(dir, c),
        Command::Demo(c) => demo::run(dir, c),
    }
}

/// A path that the user gave, as seen from `--directory`; without it, as it was given.
pub fn under(dir: &Path, path: &Path) -> PathBuf {
    if dir == Path::new(".") {
        path.to_path_buf()
    } else {
        dir.join(path)
    }
}
