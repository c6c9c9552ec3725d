//! A table given as text, cell by cell: how a method's cases reach the engine without a ledger.

use crate::EngineError;
use crate::ledger::TableEntry;
use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::SchemaRef;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Columns by name, rows of cells; an absent column and an empty cell are null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextTable {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// As long as `columns`.
    pub rows: Vec<Vec<Option<String>>>,
}

impl TextTable {
    /// What a manifest says of such a table: it lies in no file and in no order.
    pub(crate) fn entry(&self) -> TableEntry {
        let rows = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let mut present = BTreeMap::new();
        for (at, name) in self.columns.iter().enumerate() {
            let held = self
                .rows
                .iter()
                .filter(|row| row.get(at).is_some_and(Option::is_some))
                .count();
            if held > 0 {
                present.insert(name.clone(), rows(held));
            }
        }
        TableEntry {
            rows: rows(self.rows.len()),
            present,
            ..TableEntry::default()
        }
    }

    pub(crate) fn batch(&self, name: &str, schema: &SchemaRef) -> Result<RecordBatch, EngineError> {
        let exact = CastOptions {
            safe: false,
            ..CastOptions::default()
        };
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(schema.fields().len());
        for field in schema.fields() {
            let at = self.columns.iter().position(|c| c == field.name());
            let texts: StringArray = self
                .rows
                .iter()
                .map(|r| at.and_then(|i| r[i].as_deref()))
                .collect();
            let texts: ArrayRef = Arc::new(texts);
            columns.push(
                cast_with_options(&texts, field.data_type(), &exact)
                    .map_err(|e| EngineError::Sql(format!("{name}.{}: {e}", field.name())))?,
            );
        }
        RecordBatch::try_new(Arc::clone(schema), columns)
            .map_err(|e| EngineError::Sql(format!("{name}: {e}")))
    }
}
