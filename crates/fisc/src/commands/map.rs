//! `fisc map FILE`: a first mapping for a source, by English and Chinese synonyms, to be corrected by
//! a person.

use crate::error::Failure;
use clap::Args;
use fisc_catalogue::Catalogue;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Map {
    /// The source file
    file: PathBuf,
    /// The table it is; left out: the one whose columns fit best
    #[arg(long)]
    table: Option<String>,
}

pub fn run(dir: &Path, options: &Map) -> Result<u8, Failure> {
    let catalogue = Catalogue::embedded();
    let synonyms = catalogue
        .text("mappings/synonyms.toml")
        .ok_or_else(|| Failure::Failed("the synonyms are missing from this build".into()))?;
    let path = dir.join(&options.file);
    let proposal = fisc_load::propose(&path, options.table.as_deref(), synonyms)
        .map_err(|e| Failure::Input(e.to_string()))?;
    write!(std::io::stdout(), "{proposal}")?;
    Ok(0)
}
