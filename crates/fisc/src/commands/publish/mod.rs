//! `fisc publish`: from findings to the package that the public gets. Steps, because people sign
//! in between: `--prepare` makes the files, `confirm` signs for an item of the standard over them, and
//! when all is in order `--prepare` makes the release document that names them all; the document is put
//! on record and its publication approved with `fisc review`; `fisc publish` writes the package with
//! the part of the record that shows who confirmed and approved it.

mod build;
mod confirm;
mod desk;
mod disclose;
mod draft;
mod finish;
mod gate;
mod kept;
mod ledger;
mod prepare;
mod screen;
mod takedown;

pub use desk::reader;
pub use draft::draft;

use super::EngineOptions;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output;
use crate::texts::t;
use clap::{Args, Subcommand};
use std::io::Write;
use std::path::Path;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Publish {
    /// An internal draft: aggregates of leads, marked as such everywhere
    #[arg(long)]
    draft: bool,
    /// Write an empty publish.toml, to be filled in
    #[arg(long, conflicts_with = "draft")]
    form: bool,
    /// Make the files of the next release and the document that is to be approved
    #[arg(long, conflicts_with_all = ["draft", "form"])]
    prepare: bool,
    /// Show how the next release stands against the standard of publication, and who has to do what
    #[arg(long, conflicts_with_all = ["draft", "form", "prepare"])]
    gate: bool,
    /// With --gate: as JSON, for programs
    #[arg(long, requires = "gate")]
    json: bool,
    #[command(flatten)]
    engine: EngineOptions,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Confirm an item of the standard for what lies there to be read, by signature
    Confirm(confirm::Confirm),
    /// Keep something out of every release from now on
    Takedown(takedown::Takedown),
}

/// How the program's statistics meet published tables: the sum, and the report as a file. A program
/// whose own statistics differ publishes nothing.
fn conformance() -> Result<(fisc_publish::site::Conformance, Vec<u8>), Failure> {
    let report = fisc_stats::conformance::report(None);
    let count = report.count;
    if count.differ > 0 {
        let differ = count.differ;
        return Err(Failure::Failed(t!(
            "publish-not-conforming",
            differ = differ
        )));
    }
    let sum = fisc_publish::site::Conformance {
        cells: count.cells as u64,
        agree: count.agree as u64,
        explained: count.explained as u64,
    };
    let json = report.json().map_err(|e| Failure::Failed(e.to_string()))?;
    Ok((sum, json))
}

/// What people fill in.
const FORM: &str = "publish.toml";

pub fn run(dir: &Path, options: &Publish) -> Result<u8, Failure> {
    let folder = Folder::find(dir)?;
    match &options.command {
        Some(Command::Takedown(takedown)) => {
            let _lock = folder.write_lock("fisc publish takedown")?;
            return takedown::run(dir, &folder, takedown);
        }
        Some(Command::Confirm(confirm)) => {
            let _lock = folder.write_lock("fisc publish confirm")?;
            return confirm::run(dir, &folder, confirm);
        }
        None => {}
    }
    let _lock = folder.write_lock("fisc publish")?;
    if options.form {
        let path = folder.root.join(FORM);
        output::new_file(&path, fisc_publish::gather::TEMPLATE.as_bytes())?;
        let done = t!("publish-form", path = path.display());
        writeln!(std::io::stdout(), "{done}")?;
        return Ok(0);
    }
    if options.gate {
        return gate::run(&folder, &options.engine, options.json);
    }
    if options.prepare {
        return prepare::run(&folder, &options.engine);
    }
    if !options.draft {
        return finish::run(&folder, &options.engine);
    }
    let package = draft(&folder)?;
    let done = t!("publish-done", package = package.display());
    writeln!(std::io::stdout(), "{done}")?;
    Ok(0)
}

/// A file of the first pack that has it, else of China's.
pub fn of_pack<'a>(folder: &'a Folder, name: &str) -> &'a str {
    let packs = folder.engagement.engagement.packs.iter();
    let mut packs = packs.map(String::as_str).chain(["cn"]);
    let text = packs.find_map(|p| folder.catalogue.text(&format!("packs/{p}/{name}")));
    text.unwrap_or_default()
}

/// What stands in the way, place by place: the place, then what to do.
fn refused(troubles: &[fisc_publish::gather::Trouble]) -> Failure {
    let item = |t: &fisc_publish::gather::Trouble| {
        let text = match crate::texts::lang() {
            fisc_publish::Lang::En => &t.text.en,
            fisc_publish::Lang::Zh => &t.text.zh,
        };
        format!("\n  {}: {text}", t.place)
    };
    let items: String = troubles.iter().map(item).collect();
    Failure::Failed(t!("publish-troubles", items = items))
}
