//! What the terminal shows: tables for people, JSON and CSV for programs, errors on the other
//! stream.

use crate::error::Failure;
use clap::ValueEnum;
use fisc_engine::Rows;
use std::io::{self, IsTerminal, Write};

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
}

/// Version of the json output.
const SCHEMA_VERSION: u32 = 1;

/// Says what failed, on standard error.
pub fn complain(failure: &Failure) {
    let _ = writeln!(io::stderr(), "fisc: {failure}");
}

/// One line about how far a command is; only on a terminal.
pub fn progress(line: &str) {
    let mut err = io::stderr();
    if err.is_terminal() {
        let _ = write!(err, "\r\x1b[2K{line}");
        let _ = err.flush();
    }
}

/// Clears the line of [`progress`].
pub fn progress_done() {
    progress("");
}

/// Shows rows.
pub fn rows(rows: &Rows, format: Format, out: &mut impl Write) -> Result<(), Failure> {
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
            table(&rows.columns, &texts().collect::<Vec<_>>(), &right, out)?;
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
                    .write_record(row.iter().map(|c| fisc_publish::safe_cell(c)))
                    .map_err(failed)?;
            }
            writer.flush()?;
        }
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
            let cell: String = cell
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
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

fn width(text: &str) -> usize {
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
