//! `fisc publish`: from findings to the package that the public gets. Three steps, because people
//! sign in between: `--prepare` makes the files and the release document that names them all; the
//! document is put on record and its publication approved with `fisc review`; `fisc publish` writes
//! the package with the part of the record that shows who approved it.

mod build;
mod draft;
mod finish;
mod kept;
mod ledger;
mod prepare;
mod screen;
mod takedown;

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
    #[command(flatten)]
    engine: EngineOptions,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Keep something out of every release from now on
    Takedown(takedown::Takedown),
}

/// What people fill in.
const FORM: &str = "publish.toml";

pub fn run(dir: &Path, options: &Publish) -> Result<u8, Failure> {
    let folder = Folder::find(dir)?;
    if let Some(Command::Takedown(takedown)) = &options.command {
        let _lock = folder.write_lock("fisc publish takedown")?;
        return takedown::run(dir, &folder, takedown);
    }
    let _lock = folder.write_lock("fisc publish")?;
    if options.form {
        let path = folder.root.join(FORM);
        output::new_file(&path, fisc_publish::gather::TEMPLATE.as_bytes())?;
        let done = t!("publish-form", path = path.display());
        writeln!(std::io::stdout(), "{done}")?;
        return Ok(0);
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

/// What stands in the way, item by item: the place, then what to do.
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
