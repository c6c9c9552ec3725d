//! Reports as Markdown, as a docx to be sealed, or as JSON for programs.

use crate::error::Failure;
use crate::output;
use crate::texts;
use clap::ValueEnum;
use fisc_public::{Paper, Part};
use fisc_review::paper::{Content, Head, Kind, Tables};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// In which form a report is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Markdown
    Md,
    /// A docx; needs --out
    Docx,
    /// One object
    Json,
    /// The sums as a table
    Csv,
}

/// What a report is made of.
pub struct Made<'a, T> {
    pub paper: &'a Paper,
    pub kind: Kind,
    /// The id of the paper, and the office that signs it.
    pub document: &'a str,
    pub office: &'a str,
    pub value: &'a T,
    /// Rows, the header first; nothing where there is no such form.
    pub table: Option<&'a [Vec<String>]>,
}

/// Shows a report, or writes it into a new file.
pub fn put<T: Serialize>(
    made: &Made<'_, T>,
    form: Form,
    out: Option<&Path>,
) -> Result<(), Failure> {
    let failed = |e: &dyn std::fmt::Display| Failure::Failed(e.to_string());
    let bytes = match form {
        Form::Md => made.paper.markdown().into_bytes(),
        Form::Docx => docx(made)?,
        Form::Json => {
            let mut text = serde_json::to_string_pretty(made.value).map_err(|e| failed(&e))?;
            text.push('\n');
            text.into_bytes()
        }
        Form::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for row in made.table.unwrap_or_default() {
                writer.write_record(row).map_err(|e| failed(&e))?;
            }
            writer.into_inner().map_err(|e| failed(&e))?
        }
    };
    match out {
        Some(path) => {
            output::new_file(path, &bytes)?;
            let written = texts::t!("public-written", path = path.display());
            writeln!(std::io::stdout(), "{written}")?;
        }
        None => std::io::stdout().lock().write_all(&bytes)?,
    }
    Ok(())
}

fn docx<T>(made: &Made<'_, T>) -> Result<Vec<u8>, Failure> {
    let content: Vec<Content> = made
        .paper
        .parts
        .iter()
        .map(|part| match part {
            Part::Heading(text) => Content::Heading(text.clone()),
            Part::Text(text) => Content::Text(text.clone()),
            Part::Table {
                columns,
                numbers,
                rows,
            } => Content::Table {
                columns: columns.clone(),
                numbers: *numbers,
                rows: rows.clone(),
            },
        })
        .collect();
    let tables = Tables {
        head: Head {
            lang: texts::lang(),
            engagement: "",
            title: &made.paper.title,
            office: made.office,
            currency: "",
            document: made.document,
            version: 1,
            number: "",
            date: None,
        },
        kind: made.kind,
        content: &content,
    };
    tables.docx().map_err(|e| Failure::Failed(e.to_string()))
}
