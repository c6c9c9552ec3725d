//! Parquet and Arrow IPC: typed sources. Their cells become text exactly (decimals by their digits,
//! floats by the shortest decimal), so that one mapping serves typed and untyped exports.

use crate::chunk::{Kind, Sink};
use crate::guard::guarded;
use crate::number::scaled_text;
use crate::source::Place;
use chrono::DateTime;
use polars::io::mmap::MmapBytesReader;
use polars::prelude::*;
use polars_arrow::io::ipc::read::{FileReader, read_file_metadata};
use std::borrow::Cow;
use std::fs::File;
use std::sync::Arc;

/// Names of the columns of a Parquet file.
pub(crate) fn parquet_header(place: &Place) -> Result<Vec<String>, String> {
    let schema = with_bytes(place, |b| {
        let mut reader = parquet(b)?;
        guarded(|| reader.schema()).map_err(unreadable)
    })?;
    Ok(schema.iter_names().map(|n| n.to_string()).collect())
}

/// Names of the columns of an Arrow file.
pub(crate) fn ipc_header(place: &Place) -> Result<Vec<String>, String> {
    let schema = with_bytes(place, |b| {
        guarded(|| IpcReader::new(b).schema()).map_err(unreadable)
    })?;
    Ok(schema.iter_names().map(|n| n.to_string()).collect())
}

/// All rows of an Arrow file, a record batch at a time.
pub(crate) fn read_ipc(place: &Place, sink: &mut Sink<'_>) -> Result<(), String> {
    let mut bytes = place.seekable()?;
    let metadata = guarded(|| read_file_metadata(&mut bytes)).map_err(unreadable)?;
    let mut batches = FileReader::new(bytes, metadata, None, None);
    while let Some(batch) = guarded(|| batches.next().transpose()).map_err(unreadable)? {
        give(&DataFrame::from(batch), sink)?;
    }
    Ok(())
}

/// All rows of a Parquet file, `rows` at a time.
pub(crate) fn read_parquet(place: &Place, rows: usize, sink: &mut Sink<'_>) -> Result<(), String> {
    let count = with_bytes(place, |b| {
        let mut reader = parquet(b)?;
        guarded(|| reader.num_rows()).map_err(unreadable)
    })?;
    let mut offset = 0;
    while offset < count {
        let frame = with_bytes(place, |b| {
            let reader = parquet(b)?.with_slice(Some((offset, rows)));
            guarded(|| reader.finish()).map_err(unreadable)
        })?;
        if frame.height() == 0 {
            return Err("the file holds fewer rows than it says".to_string());
        }
        offset += frame.height();
        give(&frame, sink)?;
    }
    Ok(())
}

/// A reader that goes by Parquet's own types. The Arrow schema that writers may put beside them adds
/// types without another meaning for us (dictionaries, factors) that polars here does not know.
fn parquet(
    bytes: Box<dyn MmapBytesReader>,
) -> Result<ParquetReader<Box<dyn MmapBytesReader>>, String> {
    let mut reader = ParquetReader::new(bytes);
    let metadata = guarded(|| reader.get_metadata().cloned()).map_err(unreadable)?;
    let mut metadata = metadata.as_ref().clone();
    metadata.key_value_metadata = None;
    reader.set_metadata(Arc::new(metadata));
    Ok(reader)
}

fn unreadable(error: impl std::fmt::Display) -> String {
    format!("the file cannot be read: {error}")
}

/// polars wants a reader of its own for each pass.
fn with_bytes<T>(
    place: &Place,
    f: impl FnOnce(Box<dyn MmapBytesReader>) -> Result<T, String>,
) -> Result<T, String> {
    match place {
        Place::File(path) => f(Box::new(File::open(path).map_err(|e| e.to_string())?)),
        _ => f(Box::new(place.cursor()?)),
    }
}

fn give(frame: &DataFrame, sink: &mut Sink<'_>) -> Result<(), String> {
    let columns: Vec<Series> = frame
        .columns()
        .iter()
        .map(|c| c.as_materialized_series().rechunk())
        .collect();
    for row in 0..frame.height() {
        for column in &columns {
            let value = column.get(row).map_err(unreadable)?;
            let (text, kind) = cell(&value).ok_or_else(|| {
                format!(
                    "the column {} is of the type {}, which is not read",
                    column.name(),
                    column.dtype()
                )
            })?;
            sink.typed_cell(&text, kind);
        }
        sink.end_typed_record(columns.len(), None, None)?;
    }
    Ok(())
}

fn cell<'v>(value: &'v AnyValue<'_>) -> Option<(Cow<'v, str>, Kind)> {
    let text = match value {
        AnyValue::Null => return Some((Cow::Borrowed(""), Kind::Text)),
        AnyValue::String(s) => return Some((Cow::Borrowed(s), Kind::Text)),
        AnyValue::StringOwned(s) => return Some((Cow::Borrowed(s.as_str()), Kind::Text)),
        AnyValue::Float32(f) => return Some((f.to_string().into(), Kind::Float)),
        AnyValue::Float64(f) => return Some((f.to_string().into(), Kind::Float)),
        AnyValue::Date(days) => {
            let at = DateTime::from_timestamp(i64::from(*days) * 86_400, 0)?;
            return Some((at.format("%Y-%m-%d").to_string().into(), Kind::Iso));
        }
        AnyValue::Datetime(n, unit, _) => return Some((iso(*n, *unit)?.into(), Kind::Iso)),
        AnyValue::DatetimeOwned(n, unit, _) => return Some((iso(*n, *unit)?.into(), Kind::Iso)),
        AnyValue::Decimal(v, _, scale) => {
            let mut text = String::new();
            scaled_text(*v, u32::try_from(*scale).ok()?, &mut text);
            text.trim_end_matches('.').to_string()
        }
        AnyValue::Boolean(b) => return Some((b.to_string().into(), Kind::Text)),
        AnyValue::Int8(n) => n.to_string(),
        AnyValue::Int16(n) => n.to_string(),
        AnyValue::Int32(n) => n.to_string(),
        AnyValue::Int64(n) => n.to_string(),
        AnyValue::Int128(n) => n.to_string(),
        AnyValue::UInt8(n) => n.to_string(),
        AnyValue::UInt16(n) => n.to_string(),
        AnyValue::UInt32(n) => n.to_string(),
        AnyValue::UInt64(n) => n.to_string(),
        _ => return None,
    };
    Some((text.into(), Kind::Number))
}

/// A time stamp with a zone is taken at UTC: the ledger's have none.
fn iso(n: i64, unit: TimeUnit) -> Option<String> {
    let at = match unit {
        TimeUnit::Nanoseconds => DateTime::from_timestamp_nanos(n),
        TimeUnit::Microseconds => DateTime::from_timestamp_micros(n)?,
        TimeUnit::Milliseconds => DateTime::from_timestamp_millis(n)?,
    };
    Some(at.format("%Y-%m-%d %H:%M:%S%.6f").to_string())
}
