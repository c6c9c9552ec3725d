//! `fisc run`: load, check and a draft package, in one go.

use super::check::Check;
use super::load::Load;
use super::{EngineOptions, check, load, publish};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::texts::t;
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
    let _lock = folder.write_lock("fisc run")?;
    let mut out = std::io::stdout().lock();
    let loaded = load::load(&folder, &Load::default_with(engine.clone()))?;
    load::summary(&folder, &loaded, &mut out)?;
    let options = Check::all(engine);
    let (run, leads) = check::check(&folder, &options)?;
    check::summary(&run, &leads, &mut out)?;
    let package = publish::draft(&folder)?;
    let (ledger, leads_folder) = (folder.root.join("ledger"), folder.root.join("leads"));
    let done = t!(
        "run-done",
        ledger = ledger.display(),
        leads = leads_folder.display(),
        package = package.join("index.html").display(),
        root = folder.root.display()
    );
    writeln!(out, "\n{done}")?;
    Ok(check::exit_code(&run, &leads, None))
}
