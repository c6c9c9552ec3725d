//! `fisc verify`: the same checks as the small program fisc-verify; and, which that one cannot, the
//! methods run again.

mod rerun;

use crate::error::{Failure, code};
use crate::texts::{self, t};
use clap::Args;
use fisc_verify::folder::FolderError;
use fisc_verify::record::Given;
use fisc_verify::{Check, Files, Lang, zipped};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Verify {
    /// The package, a folder or a zip; left out: the engagement's own
    package: Option<PathBuf>,
    /// Check an exported record instead
    #[arg(long, value_name = "FOLDER", conflicts_with = "package")]
    record: Option<PathBuf>,
    /// A checkpoint that was kept: the record must go on from it
    #[arg(long, value_name = "FILE", requires = "record")]
    against: Option<PathBuf>,
    /// A record/checkpoint that was kept from an earlier release: the log must go on from it
    #[arg(long, value_name = "FILE", conflicts_with = "record")]
    checkpoint: Option<PathBuf>,
    /// The folder is a log of referrals: the record of the same engagement
    #[arg(long, value_name = "FOLDER", requires = "record")]
    with: Option<PathBuf>,
    /// The log's public key, or its SHA-256, as it is known from elsewhere
    #[arg(long, value_name = "KEY")]
    log_key: Option<String>,
    /// The public key of who opened the record, or its SHA-256, as it is known from elsewhere
    #[arg(long, value_name = "KEY")]
    owner_key: Option<String>,
    /// Run the methods again on the ledger that is published, and compare what was tested
    #[arg(long, conflicts_with = "record")]
    rerun: bool,
    /// The ledger to run them on, where the package has none and you were given it
    #[arg(long, value_name = "FOLDER", requires = "rerun")]
    ledger: Option<PathBuf>,
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
    let read = |path: &PathBuf| std::fs::read(path).map_err(Failure::given(path.clone()));
    let kept = options.against.as_ref().or(options.checkpoint.as_ref());
    let given = Given {
        log_key: options.log_key.clone(),
        owner_key: options.owner_key.clone(),
        against: kept.map(read).transpose()?,
        record: options.with.as_ref().map(folder).transpose()?,
    };
    let mut files = Files::new();
    let report = if options.record.is_some() {
        fisc_verify::record::verify(&folder(&path)?, &given).map_err(|e| bad(e.to_string()))?
    } else {
        let form: Option<Check>;
        (files, form) = if path.is_file() {
            let bytes = read(&path)?;
            if !zipped::is_zip(&bytes) {
                return Err(bad(t!("verify-neither")));
            }
            let (files, form) = zipped::read(&bytes).map_err(|e| bad(e.to_string()))?;
            (files, Some(form))
        } else {
            (folder(&path)?, None)
        };
        let report = fisc_verify::verify_with(&files, &given);
        let mut report = report.map_err(|e| bad(e.to_string()))?;
        if let Some(form) = form {
            report.checks.insert(0, form);
        }
        report
    };
    let lang = match texts::lang() {
        fisc_publish::Lang::Zh => Lang::Zh,
        fisc_publish::Lang::En => Lang::En,
    };
    report.write(lang, &mut std::io::stdout().lock())?;
    if !report.is_ok() {
        return Ok(code::FAILED);
    }
    if options.rerun {
        return rerun::run(dir, &files, options.ledger.as_deref());
    }
    Ok(code::DONE)
}
