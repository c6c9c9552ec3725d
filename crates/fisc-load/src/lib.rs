//! Messy sources to columnar frames to raw Parquet.
//!
//! A load is planned whole before a row is read: paths are resolved, files are looked at, mappings
//! are bound to headers. Whatever cannot work is refused then, all of it at once, and nothing is
//! written. After that every record ends in one of four ways: loaded, dropped by a named rule, kept
//! as a control total, or rejected with file, row, column and reason; the four add up to what was
//! read.
//!
//! Every format is read into the same chunks of text cells, so mapping and typing are written once.
//! Memory is bounded by the chunk size, and beyond it: by the row groups of Parquet and the record
//! batches of Arrow, as their writers chose them; by the texts that the cells of an xlsx or xlsb
//! share. A sheet of xls or ods is read whole, and so is a member of an archive that is not read
//! from beginning to end (workbooks, Parquet, Arrow, memo files).

mod bind;
mod cell;
mod chunk;
mod columnar;
mod csv;
mod currency;
mod day;
mod dbf;
mod frame;
mod guard;
mod header;
mod jsonl;
mod mapping;
mod memo;
mod number;
mod plan;
mod prepare;
mod propose;
mod rates;
mod reject;
mod row;
mod sniff;
mod source;
mod spreadsheet;
mod write;
mod xml;

pub use propose::{Proposal, propose};
pub use reject::Reason;

use fisc_model::Money;
use fisc_model::engagement::Engagement;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What to load, and where to.
pub struct Job<'a> {
    /// The engagement's folder.
    pub root: &'a Path,
    /// Its fisc.toml.
    pub engagement: &'a Engagement,
    /// The text of a mapping by the name that a source gives: a shipped one, or a file of the
    /// engagement.
    pub mappings: &'a dyn Fn(&str) -> Option<String>,
    /// An empty folder. Loading is atomic because the caller moves it into place when all is done.
    pub staging: &'a Path,
    /// Ordinals of the sources of earlier loads. New sources get the next ones.
    pub ordinals: BTreeMap<String, u32>,
    /// Records held in memory at a time, for each thread.
    pub chunk_rows: usize,
    /// Tables that the caller supplies, such as holidays of a pack.
    pub extra: Vec<ExtraTable>,
}

/// The usual [`Job::chunk_rows`].
pub const CHUNK_ROWS: usize = 65_536;

/// A table that comes from the product and not from the auditee. Its headers are canonical.
pub struct ExtraTable {
    /// A table of the ledger.
    pub table: String,
    /// What its rows name as their source.
    pub source: String,
    /// UTF-8, with a header.
    pub csv: Vec<u8>,
}

/// How far a load is.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    /// The file that this is about.
    pub source: &'a str,
    /// Records read from it.
    pub rows: u64,
    /// Files done.
    pub files_done: usize,
    /// All files.
    pub files: usize,
}

/// What was loaded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// In the order of fisc.toml.
    pub files: Vec<FileReport>,
    /// Rows by table.
    pub tables: BTreeMap<String, u64>,
    /// All sources ever loaded, those of earlier loads included.
    pub ordinals: BTreeMap<String, u32>,
}

/// What became of the records of one file. `read = loaded + dropped + control + rejected`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileReport {
    /// Path relative to the engagement; `a.zip!b.csv`, `x.xlsx#Sheet1`.
    pub source: String,
    /// The table it goes to.
    pub table: String,
    /// Its number in every row_id.
    pub ordinal: u32,
    /// SHA-256 of its bytes (of the member's, in an archive; of a dbf with a memo file, of both, one
    /// after the other).
    pub digest: String,
    /// The encoding it was read in, for text.
    pub encoding: Option<String>,
    /// Records.
    pub read: u64,
    /// Rows of the table.
    pub loaded: u64,
    /// Dropped by a named rule, control totals not among them.
    pub dropped: u64,
    /// Kept as control totals.
    pub control: u64,
    /// Rejected.
    pub rejected: u64,
    /// Records by drop rule, control totals included.
    pub rules: BTreeMap<String, u64>,
    /// Rows whose amounts were converted from another currency.
    #[serde(default)]
    pub converted: u64,
    /// The table of rates that the mapping names.
    #[serde(default)]
    pub rates: Option<String>,
    /// SHA-256 of its bytes.
    #[serde(default)]
    pub rates_digest: Option<String>,
    /// Rows and control totals in which a number had to be brought to the ledger's scale.
    pub rounded: u64,
    /// Sum of kept − exact over them, as an exact decimal: cents cannot hold it.
    pub rounding_difference: String,
    /// Sum of the table's column `amount`, or of its first money column.
    pub amount: Option<Money>,
}

/// A source of which nothing is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The source.
    pub source: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Sources are not what they should be: all of them, so that they are put right at once.
    #[error("{}", refusals(.0))]
    Refused(Vec<Refusal>),
    /// The staging folder cannot be written.
    #[error("the ledger cannot be written: {0}")]
    Write(String),
}

fn refusals(all: &[Refusal]) -> String {
    let lines: Vec<String> = all
        .iter()
        .map(|r| format!("{}: {}", r.source, r.message))
        .collect();
    format!(
        "nothing was loaded, {} refused\n{}",
        all.len(),
        lines.join("\n")
    )
}

/// Loads all sources of an engagement into the staging folder.
///
/// # Errors
/// See [`LoadError`]. The staging folder then holds rubbish and is to be removed.
pub fn load(job: &Job<'_>, progress: &(dyn Fn(&Progress<'_>) + Sync)) -> Result<Report, LoadError> {
    let (ready, ordinals) = prepare::prepare(job)?;
    let done = AtomicUsize::new(0);
    let (staging, rows) = (job.staging, job.chunk_rows);
    let results: Vec<Result<write::Loaded, Refusal>> = ready
        .par_iter()
        .enumerate()
        .map(|(index, unit)| {
            let tell = |rows, finished: usize| {
                let files_done = done.fetch_add(finished, Ordering::Relaxed) + finished;
                progress(&Progress {
                    source: &unit.source,
                    rows,
                    files_done,
                    files: ready.len(),
                });
            };
            let loaded = write::load_unit(unit, index, staging, rows, &|n| tell(n, 0));
            let loaded = loaded.map_err(|message| Refusal {
                source: unit.source.clone(),
                message,
            })?;
            tell(loaded.report.read, 1);
            Ok(loaded)
        })
        .collect();
    let mut loaded = Vec::new();
    let mut refused = Vec::new();
    for result in results {
        match result {
            Ok(l) => loaded.push(l),
            Err(r) => refused.push(r),
        }
    }
    if !refused.is_empty() {
        return Err(LoadError::Refused(refused));
    }
    write::finish(job, loaded, ordinals).map_err(LoadError::Write)
}
