//! `fisc verify`: the same checks as the small program fisc-verify.

use crate::error::{Failure, code};
use crate::texts;
use clap::Args;
use fisc_verify::Lang;
use fisc_verify::folder::FolderError;
use fisc_verify::record::Given;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Verify {
    /// The package's folder; left out: the engagement's own
    package: Option<PathBuf>,
    /// Check an exported record instead
    #[arg(long, value_name = "FOLDER", conflicts_with = "package")]
    record: Option<PathBuf>,
    /// A checkpoint that was kept: the record must go on from it
    #[arg(long, value_name = "FILE", requires = "record")]
    against: Option<PathBuf>,
    /// The folder is a log of referrals: the record of the same engagement
    #[arg(long, value_name = "FOLDER", requires = "record")]
    with: Option<PathBuf>,
    /// The log's public key, or its SHA-256, as it is known from elsewhere
    #[arg(long, value_name = "KEY", requires = "record")]
    log_key: Option<String>,
    /// The public key of who opened the record, or its SHA-256, as it is known from elsewhere
    #[arg(long, value_name = "KEY", requires = "record")]
    owner_key: Option<String>,
}

pub fn run(dir: &Path, options: &Verify) -> Result<u8, Failure> {
    let path = match (&options.record, &options.package) {
        (Some(path), _) | (None, Some(path)) => path.clone(),
        (None, None) => dir.join("package"),
    };
    let bad = |e: String| Failure::Input(format!("{}: {e}", path.display()));
    let folder = |path: &PathBuf| {
        fisc_verify::folder::read(path).map_err(|e| match e {
            FolderError::Io { path, source } => Failure::given(path)(source),
            other => Failure::Input(other.to_string()),
        })
    };
    let files = folder(&path)?;
    let report = if options.record.is_some() {
        let read = |path: &PathBuf| std::fs::read(path).map_err(Failure::given(path.clone()));
        let given = Given {
            log_key: options.log_key.clone(),
            owner_key: options.owner_key.clone(),
            against: options.against.as_ref().map(read).transpose()?,
            record: options.with.as_ref().map(folder).transpose()?,
        };
        fisc_verify::record::verify(&files, &given).map_err(|e| bad(e.to_string()))?
    } else {
        fisc_verify::verify(&files).map_err(|e| bad(e.to_string()))?
    };
    let lang = match texts::lang() {
        fisc_publish::Lang::Zh => Lang::Zh,
        fisc_publish::Lang::En => Lang::En,
    };
    report.write(lang, &mut std::io::stdout().lock())?;
    Ok(if report.is_ok() {
        code::DONE
    } else {
        code::FAILED
    })
}
