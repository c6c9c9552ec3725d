//! `fisc review export`: the record as a folder that anybody can verify without this program.

use super::{Desk, Signer, log};
use crate::error::Failure;
use crate::output;
use crate::texts::t;
use clap::Args;
use fisc_store::Log;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Export {
    /// The record's new folder
    folder: PathBuf,
    /// Write the files that the entries name to this new folder, each under its SHA-256
    #[arg(long, value_name = "FOLDER")]
    attachments: Option<PathBuf>,
    /// The log of referrals, for who keeps them
    #[arg(long)]
    referrals: bool,
}

pub fn run(desk: &mut Desk<'_>, signer: &Signer, options: &Export) -> Result<(), Failure> {
    let log = log::chosen(desk, signer, options.referrals)?;
    let folder = desk.under(&options.folder);
    let attachments = options.attachments.as_ref().map(|f| desk.under(f));
    for path in std::iter::once(&folder).chain(&attachments) {
        if path.exists() {
            return Err(output::exists(path));
        }
    }
    if let Some(path) = &attachments {
        write(path, &files(desk, log)?)?;
    }
    let store = desk.office.store();
    write(&folder, &store.files(log)?)?;
    let size = store.size(log)?;
    let root = store.root(log, size)?.to_string();
    let opened = desk.case()?.opened();
    let log_key = opened.map(|o| o.log_key.id()).unwrap_or_default();
    let done = t!(
        "export-done",
        folder = folder.display(),
        count = size,
        root = root,
        log = log_key
    );
    writeln!(std::io::stdout(), "{done}")?;
    Ok(())
}

fn files(desk: &Desk<'_>, log: Log) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let store = desk.office.store();
    let mut files = BTreeMap::new();
    for digest in store.attachments(log)? {
        if let Some(bytes) = store.attachment(log, &digest)? {
            files.insert(digest, bytes);
        }
    }
    Ok(files)
}

/// Writes a new folder, whole or not at all.
fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let temp = tempfile::Builder::new()
        .prefix(".fisc-")
        .tempdir_in(parent)
        .map_err(Failure::given(parent))?;
    let whole = temp.path().join("whole");
    fs::create_dir(&whole).map_err(Failure::io(&whole))?;
    for (name, bytes) in files {
        let path = whole.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(Failure::io(parent))?;
        }
        fs::write(&path, bytes).map_err(Failure::io(&path))?;
    }
    fs::rename(&whole, folder).map_err(Failure::io(folder))
}
