//! How Parquet is written: the ledger's tables and the views that do not fit in memory.

use crate::EngineError;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use datafusion::parquet::schema::types::ColumnPath;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

/// Rows to a row group: enough to skip by statistics, few enough to spread over partitions.
const ROW_GROUP: usize = 262_144;

/// What a file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// A table of the ledger: kept for years, its rows found again by key.
    Ledger,
    /// A view: gone with the run.
    View,
}

pub(crate) fn new_writer(
    path: &Path,
    schema: &SchemaRef,
    kept: Kept,
) -> Result<ArrowWriter<File>, EngineError> {
    let file = File::create(path).map_err(EngineError::io(path))?;
    let properties = WriterProperties::builder()
        .set_compression(match kept {
            Kept::Ledger => Compression::SNAPPY,
            Kept::View => Compression::UNCOMPRESSED,
        })
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_created_by("fisc".to_string())
        // A row is found again by its key, which no order and no statistics helps with.
        .set_column_bloom_filter_enabled(ColumnPath::from("key"), kept == Kept::Ledger)
        .set_column_bloom_filter_max_ndv(ColumnPath::from("key"), ROW_GROUP as u64)
        .build();
    ArrowWriter::try_new(file, Arc::clone(schema), Some(properties))
        .map_err(|e| EngineError::ledger(path, e.to_string()))
}

/// The ledger holds personal data: only its owner reads it.
pub(crate) fn private(path: &Path) -> Result<(), EngineError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
            .map_err(EngineError::io(path))?;
    }
    let _ = path;
    Ok(())
}
