//! `fisc map FILE`: a first mapping for a source, by English and Chinese synonyms, to be corrected by
//! a person.

use crate::error::Failure;
use crate::texts::t;
use clap::Args;
use fisc_catalogue::Catalogue;
use fisc_model::schema;
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
        .ok_or_else(|| Failure::Failed(t!("map-no-synonyms")))?;
    let path = super::under(dir, &options.file);
    let name = options.file.to_string_lossy();
    // Patterns and members of archives are found by the loader.
    if !name.contains(['*', '?', '[', '!', '#']) && !path.exists() {
        return Err(Failure::Input(t!("not-found", path = path.display())));
    }
    let (root, file) = split(&dir.join(&options.file))?;
    if let Some(table) = options
        .table
        .as_deref()
        .filter(|t| schema::table(t).is_none())
    {
        let names: Vec<&str> = schema::tables().iter().map(|t| t.name.as_str()).collect();
        return Err(Failure::Input(t!(
            "map-no-table",
            table = table,
            tables = names.join(", ")
        )));
    }
    let proposal = fisc_load::propose(&root, &file, options.table.as_deref(), synonyms)
        .map_err(|e| Failure::Input(format!("{}: {e}", options.file.display())))?;
    write!(std::io::stdout(), "{}", proposal.mapping)?;
    Ok(0)
}

/// The folder of a file and its name in it, which may be a member of a zip (`a.zip!b.csv`).
fn split(path: &Path) -> Result<(PathBuf, String), Failure> {
    let name = path.file_name().and_then(|n| n.to_str());
    let folder = path.parent().map(Path::to_path_buf);
    match (folder, name) {
        (Some(folder), Some(name)) => Ok((folder, name.to_string())),
        _ => Err(Failure::Input(t!("map-no-name", path = path.display()))),
    }
}
