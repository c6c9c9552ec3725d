//! How the register is shown: as rows in the forms of all commands, as a drawing, or as a page.

use crate::commands::under;
use crate::error::Failure;
use crate::output::{self, Show, new_file};
use crate::texts::t;
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns.
    Table,
    /// One object.
    Json,
    /// One object a line.
    Jsonl,
    /// Comma-separated, with a header.
    Csv,
    /// A workbook; needs --out.
    Xlsx,
    /// A drawing.
    Svg,
    /// A page with the drawing and its table.
    Html,
}

/// How it is shown, and where.
#[derive(Args, Clone, Debug)]
pub struct Output {
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write to this new file; an existing one is never overwritten
    #[arg(long, value_name = "FILE", required_if_eq("format", "xlsx"))]
    out: Option<PathBuf>,
}

/// What a format asks for.
pub enum Asked {
    /// Rows.
    Rows(Show),
    /// A picture: with a page around it, and in which file.
    Picture { page: bool, out: Option<PathBuf> },
}

impl Output {
    /// What is asked for; a file that exists is refused before the work is done.
    pub fn asked(&self, dir: &Path) -> Result<Asked, Failure> {
        let out = self.out.as_ref().map(|path| under(dir, path));
        let format = match self.format {
            Format::Table => output::Format::Table,
            Format::Json => output::Format::Json,
            Format::Jsonl => output::Format::Jsonl,
            Format::Csv => output::Format::Csv,
            Format::Xlsx => output::Format::Xlsx,
            Format::Svg | Format::Html => {
                let page = self.format == Format::Html;
                if let Some(path) = out.as_ref().filter(|p| p.exists()) {
                    return Err(output::exists(path));
                }
                return Ok(Asked::Picture { page, out });
            }
        };
        let show = Show { format, out };
        show.ready()?;
        Ok(Asked::Rows(show))
    }
}

/// Puts a picture into its file, or on standard output.
pub fn picture(bytes: &[u8], out: Option<&Path>) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match out {
        None => stdout.write_all(bytes)?,
        Some(path) => {
            new_file(path, bytes)?;
            writeln!(stdout, "{}", t!("risk-picture", path = path.display()))?;
        }
    }
    Ok(())
}
