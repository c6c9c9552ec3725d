//! The ledger on disk: `<table>/part-N.parquet` and `manifest.json`, which is written last and names
//! every part by digest: a folder without it is no ledger.

use crate::EngineError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Version of the manifest's format.
pub const SCHEMA_VERSION: u32 = 1;

/// `ledger/manifest.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// By name; tables without rows are left out.
    pub tables: BTreeMap<String, TableEntry>,
    /// Source path → ordinal by first load, append-only: the upper part of `row_id`.
    pub ordinals: BTreeMap<String, u32>,
}

/// A table of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    /// Number of rows.
    pub rows: u64,
    /// Number of rows with a value, by column; columns without any are left out.
    pub present: BTreeMap<String, u64>,
    /// The columns by which the rows are sorted, ascending, nulls last.
    pub sorted_by: Vec<String>,
    /// The files.
    pub parts: Vec<Part>,
}

/// A file of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Relative to the ledger.
    pub path: String,
    /// SHA-256.
    pub digest: String,
    /// Number of rows.
    pub rows: u64,
}

impl Manifest {
    /// Whether a table has rows, or a `table.column` has values.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        match name.split_once('.') {
            None => self.tables.get(name).is_some_and(|t| t.rows > 0),
            Some((table, column)) => self
                .tables
                .get(table)
                .is_some_and(|t| t.present.contains_key(column)),
        }
    }
}

/// Reads the manifest of a ledger.
///
/// # Errors
/// No ledger there, a format of another version, text that is no manifest.
pub fn read_manifest(ledger: &Path) -> Result<Manifest, EngineError> {
    let path = ledger.join("manifest.json");
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(EngineError::ledger(
                path,
                "there is no ledger yet; run fisc load first",
            ));
        }
        Err(e) => return Err(EngineError::io(path)(e)),
    };
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|e| {
        EngineError::ledger(
            &path,
            format!("is no ledger manifest ({e}); run fisc load again"),
        )
    })?;
    if manifest.schema_version != SCHEMA_VERSION {
        return Err(EngineError::ledger(
            &path,
            format!(
                "is of format {}, this program reads format {SCHEMA_VERSION}; run fisc load again",
                manifest.schema_version
            ),
        ));
    }
    Ok(manifest)
}
