//! `fisc verify`: the same checks as the small program fisc-verify.

use crate::error::{Failure, code};
use crate::texts;
use clap::Args;
use fisc_verify::Lang;
use fisc_verify::folder::FolderError;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Verify {
    /// The package's folder; left out: the engagement's own
    package: Option<PathBuf>,
}

pub fn run(dir: &Path, options: &Verify) -> Result<u8, Failure> {
    let path = options
        .package
        .clone()
        .unwrap_or_else(|| dir.join("package"));
    let bad = |e: String| Failure::Input(format!("{}: {e}", path.display()));
    let files = fisc_verify::folder::read(&path).map_err(|e| match e {
        FolderError::Io { path, source } => Failure::given(path)(source),
        other => Failure::Input(other.to_string()),
    })?;
    let report = fisc_verify::verify(&files).map_err(|e| bad(e.to_string()))?;
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
