//! `fisc run`: load, check and a draft package, in one go.

use super::check::Check;
use super::load::Load;
use super::{EngineOptions, check, load, publish};
use crate::engagement::Folder;
use crate::error::Failure;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Run {
    /// The engagement's folder; left out: the current one
    folder: Option<PathBuf>,
    #[command(flatten)]
    engine: EngineOptions,
}

pub fn run(dir: &Path, options: &Run) -> Result<u8, Failure> {
    all(
        options.folder.as_deref().unwrap_or(dir),
        options.engine.clone(),
    )
}

pub fn all(dir: &Path, engine: EngineOptions) -> Result<u8, Failure> {
    let folder = Folder::find(dir)?;
    let mut out = std::io::stdout().lock();
    let loaded = load::load(&folder, &Load::default_with(engine.clone()))?;
    load::summary(&folder, &loaded, &mut out)?;
    let options = Check::all(engine);
    let (run, leads) = check::check(&folder, &options)?;
    check::summary(&run, &leads, &mut out)?;
    let package = publish::draft(&folder)?;
    writeln!(out, "\nledger:  {}", folder.root.join("ledger").display())?;
    writeln!(out, "leads:   {}", folder.root.join("leads").display())?;
    writeln!(out, "package: {}", package.join("index.html").display())?;
    writeln!(out, "next:    fisc -C {} leads", folder.root.display())?;
    Ok(check::exit_code(&run, &leads, None))
}
