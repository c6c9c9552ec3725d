//! Leads as Parquet, for other programs; leads.jsonl holds the same for people and scripts.

use crate::EngineError;
use datafusion::arrow::array::{
    ArrayRef, Decimal128Builder, Int64Builder, ListBuilder, RecordBatch, StringBuilder,
    StructBuilder,
};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::parquet::arrow::ArrowWriter;
use fisc_model::lead::Lead;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Writes leads.parquet, in the order given. Details are one column of JSON text, because their
/// names differ from method to method.
///
/// # Errors
/// The disk.
pub fn write_leads(path: &Path, leads: &[Lead]) -> Result<(), EngineError> {
    let failed = |e: &dyn std::fmt::Display| EngineError::ledger(path, e.to_string());
    let batch = batch(leads).map_err(|e| failed(&e))?;
    let file = File::create(path).map_err(EngineError::io(path))?;
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).map_err(|e| failed(&e))?;
    writer.write(&batch).map_err(|e| failed(&e))?;
    writer.close().map_err(|e| failed(&e))?;
    Ok(())
}

fn batch(leads: &[Lead]) -> Result<RecordBatch, datafusion::arrow::error::ArrowError> {
    let text = |get: &dyn Fn(&Lead) -> String| -> ArrayRef {
        let mut builder = StringBuilder::new();
        leads.iter().for_each(|l| builder.append_value(get(l)));
        Arc::new(builder.finish())
    };
    let mut amount = Decimal128Builder::new().with_data_type(DataType::Decimal128(38, 2));
    let mut days = Int64Builder::new();
    for lead in leads {
        amount.append_value(lead.amount.0);
        days.append_option(lead.days);
    }
    RecordBatch::try_from_iter_with_nullable([
        ("lead_id", text(&|l| l.lead_id.clone()), false),
        ("lead_key", text(&|l| l.lead_key.clone()), false),
        ("method", text(&|l| l.method.clone()), false),
        ("method_digest", text(&|l| l.method_digest.clone()), false),
        ("result", text(&|l| l.result.to_string()), false),
        ("severity", text(&|l| l.severity.to_string()), false),
        ("confidence", text(&|l| l.confidence.to_string()), false),
        ("subject", text(&|l| l.subject.clone()), false),
        ("subject_kind", text(&|l| l.subject_kind.to_string()), false),
        ("amount", Arc::new(amount.finish()), false),
        ("days", Arc::new(days.finish()), true),
        ("narrative_en", text(&|l| l.narrative.en.clone()), false),
        ("narrative_zh", text(&|l| l.narrative.zh.clone()), false),
        (
            "details",
            text(&|l| serde_json::to_string(&l.details).unwrap_or_default()),
            false,
        ),
        ("evidence", Arc::new(evidence(leads)), false),
        (
            "evidence_digest",
            text(&|l| l.evidence_digest.clone()),
            false,
        ),
        ("run_id", text(&|l| l.run_id.clone()), false),
    ])
}

fn evidence(leads: &[Lead]) -> datafusion::arrow::array::ListArray {
    let fields = Fields::from(vec![
        Field::new("table", DataType::Utf8, false),
        Field::new("key", DataType::Utf8, false),
        Field::new("source", DataType::Utf8, false),
        Field::new("row", DataType::Int64, false),
        Field::new("amount", DataType::Decimal128(38, 2), false),
    ]);
    let text = || Box::new(StringBuilder::new()) as Box<dyn datafusion::arrow::array::ArrayBuilder>;
    let amounts = Decimal128Builder::new().with_data_type(DataType::Decimal128(38, 2));
    let rows = StructBuilder::new(
        fields,
        vec![
            text(),
            text(),
            text(),
            Box::new(Int64Builder::new()),
            Box::new(amounts),
        ],
    );
    let mut list = ListBuilder::new(rows);
    for lead in leads {
        for e in &lead.evidence {
            let row = list.values();
            for (i, value) in [&e.table, &e.key, &e.source].into_iter().enumerate() {
                if let Some(b) = row.field_builder::<StringBuilder>(i) {
                    b.append_value(value);
                }
            }
            if let Some(b) = row.field_builder::<Int64Builder>(3) {
                b.append_value(e.row);
            }
            if let Some(b) = row.field_builder::<Decimal128Builder>(4) {
                b.append_value(e.amount.0);
            }
            row.append(true);
        }
        list.append(true);
    }
    list.finish()
}
