//! What the terminal shows: tables for people, JSON and CSV for programs, errors on the other
//! stream.

use crate::commands::under;
use crate::error::Failure;
use crate::texts::t;
use clap::{Args, ValueEnum};
use fisc_engine::Rows;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// How rows are shown.
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
}

/// How rows are shown, and where.
#[derive(Args, Clone, Debug)]
pub struct Show {
    /// How rows are shown
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write to this new file; an existing one is never overwritten
    #[arg(long, value_name = "FILE", required_if_eq("format", "xlsx"))]
    pub out: Option<PathBuf>,
}

/// What a workbook says beside the rows.
pub struct Origin<'a> {
    /// Which columns hold dates.
    pub dates: &'a [bool],
    /// Where the rows come from.
    pub about: &'a [(String, String)],
}

impl Show {
    /// With the file as seen from `--directory`.
    pub fn under(&self, dir: &Path) -> Show {
        Show {
            format: self.format,
            out: self.out.as_ref().map(|path| under(dir, path)),
        }
    }

    /// Whether people read it, not programs.
    pub fn for_people(&self) -> bool {
        matches!(self.format, Format::Table | Format::Xlsx)
    }

    /// Refuses a file that exists, before the work is done.
    pub fn ready(&self) -> Result<(), Failure> {
        match &self.out {
            Some(path) if path.exists() => Err(exists(path)),
            _ => Ok(()),
        }
    }

    /// Shows rows under these titles: on standard output, or in the file, whole or not at all and
    /// for its owner alone, since rows may name persons.
    pub fn rows(&self, titles: &[String], rows: &Rows, origin: &Origin<'_>) -> Result<(), Failure> {
        let Some(path) = &self.out else {
            return print(titles, rows, self.format, &mut io::stdout().lock());
        };
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(Failure::given(folder))?;
        if self.format == Format::Xlsx {
            let book = crate::xlsx::Book {
                name: &t!("book-rows"),
                titles,
                rows,
                dates: origin.dates,
                about: origin.about,
                about_name: &t!("book-about"),
                temp: folder,
                kept_as_text: &t!("book-as-text"),
            };
            crate::xlsx::write(&book, file.as_file_mut())?;
        } else {
            let mut buffered = io::BufWriter::new(file.as_file_mut());
            print(titles, rows, self.format, &mut buffered)?;
            buffered.flush().map_err(Failure::io(path))?;
        }
        put(file, path)?;
        let written = t!(
            "file-written",
            path = path.display(),
            rows = rows.rows.len()
        );
        writeln!(io::stdout(), "{written}")?;
        Ok(())
    }
}

/// Writes a new file, whole or not at all and for its owner alone.
pub fn new_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(Failure::given(folder))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(Failure::io(path))?;
    put(file, path)
}

/// Gives a finished file its name, unless something has that name.
fn put(file: tempfile::NamedTempFile, path: &Path) -> Result<(), Failure> {
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(e) => Err(Failure::io(path)(e.error)),
    }
}

/// A file that is there already is not overwritten.
pub fn exists(path: &Path) -> Failure {
    Failure::Input(t!("exists", path = path.display()))
}

/// Version of the json output.
const SCHEMA_VERSION: u32 = 1;

/// Says what failed, on standard error.
pub fn complain(failure: &Failure) {
    let _ = writeln!(io::stderr(), "fisc: {}", harmless(&failure.to_string()));
}

/// A text that may come from a source: no control sequence of it reaches the terminal.
pub fn harmless(text: &str) -> String {
    let keep = |c: char| !c.is_control() || c == '\n';
    text.chars()
        .map(|c| if keep(c) { c } else { ' ' })
        .collect()
}

/// One line about how far a command is; only on a terminal.
pub fn progress(line: &str) {
    let mut err = io::stderr();
    if err.is_terminal() {
        let _ = write!(err, "\r\x1b[2K{}", harmless(line));
        let _ = err.flush();
    }
}

/// Clears the line of [`progress`].
pub fn progress_done() {
    progress("");
}

/// Prints rows; programs find the columns' own names, people the titles.
fn print(
    titles: &[String],
    rows: &Rows,
    format: Format,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let texts = || {
        rows.rows
            .iter()
            .map(|r| r.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    match format {
        Format::Table => {
            let numeric = |i: usize| {
                rows.rows.iter().all(|r| {
                    !matches!(
                        r[i],
                        fisc_engine::Value::Text(_) | fisc_engine::Value::Boolean(_)
                    )
                })
            };
            let right: Vec<bool> = (0..rows.columns.len()).map(numeric).collect();
            table(titles, &texts().collect::<Vec<_>>(), &right, out)?;
        }
        Format::Json => {
            let objects: Vec<serde_json::Value> =
                rows.rows.iter().map(|r| object(rows, r)).collect();
            let whole = serde_json::json!({"schema_version": SCHEMA_VERSION, "rows": objects});
            writeln!(out, "{whole:#}")?;
        }
        Format::Jsonl => {
            for row in &rows.rows {
                writeln!(out, "{}", object(rows, row))?;
            }
        }
        Format::Csv => {
            let failed = |e: csv::Error| Failure::Failed(e.to_string());
            let mut writer = csv::Writer::from_writer(out);
            writer.write_record(&rows.columns).map_err(failed)?;
            for row in texts() {
                writer
                    .write_record(row.iter().map(|c| fisc_model::cell::safe(c)))
                    .map_err(failed)?;
            }
            writer.flush()?;
        }
        // clap asks for --out, and then a workbook is written there.
        Format::Xlsx => return Err(Failure::Input(t!("book-needs-out"))),
    }
    Ok(())
}

fn object(rows: &Rows, row: &[fisc_engine::Value]) -> serde_json::Value {
    use fisc_engine::Value as V;
    let cells = rows
        .columns
        .iter()
        .cloned()
        .zip(row.iter().map(|v| match v {
            V::Null => serde_json::Value::Null,
            V::Integer(n) => (*n).into(),
            V::Boolean(b) => (*b).into(),
            // Decimals are exact as text and not as JSON numbers.
            V::Text(_) | V::Decimal(..) => v.to_string().into(),
        }));
    serde_json::Value::Object(cells.collect())
}

/// Aligned columns; Han characters are two columns wide.
pub fn table(
    header: &[String],
    rows: &[Vec<String>],
    right: &[bool],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut widths: Vec<usize> = header.iter().map(|h| width(h)).collect();
    for row in rows {
        for (w, cell) in widths.iter_mut().zip(row) {
            *w = (*w).max(width(cell));
        }
    }
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        let mut line = String::new();
        for (i, (cell, w)) in row.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(w - width(cell).min(*w));
            if i > 0 {
                line.push_str("  ");
            }
            let cell = harmless(&cell.replace('\n', " "));
            if right.get(i).copied().unwrap_or(false) {
                line.push_str(&pad);
                line.push_str(&cell);
            } else {
                line.push_str(&cell);
                line.push_str(&pad);
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Columns of a terminal.
pub fn width(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if c >= '\u{1100}' && !('\u{2010}'..='\u{2027}').contains(&c) {
                2
            } else {
                1
            }
        })
        .sum()
}
