//! The empty form: a file for a spreadsheet that `fisc public feedback add --file` reads.

use crate::commands::under;
use crate::error::Failure;
use crate::output;
use crate::texts::t;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Form {
    /// The new file
    #[arg(default_value = "feedback.csv")]
    file: PathBuf,
}

pub fn run(dir: &Path, options: &Form) -> Result<u8, Failure> {
    let path = under(dir, &options.file);
    output::new_file(&path, fisc_public::feedback::form().as_bytes())?;
    writeln!(
        std::io::stdout(),
        "{}",
        t!("public-written", path = path.display())
    )?;
    Ok(0)
}
