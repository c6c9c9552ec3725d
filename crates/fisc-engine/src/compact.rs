//! Raw frames → the ledger: rows get their keys (repeats numbered in the order of their content),
//! are sorted by the layout of their table, and are compared with the ledger before. Sorting
//! spills, so the memory needed does not grow with the ledger.

use crate::ledger::{self, Manifest, Part, TableEntry};
use crate::session::{self, Engine, Settings};
use crate::write::{Kept, new_writer, private};
use crate::{EngineError, functions};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use fisc_model::schema::{self, Table, Type};
use futures::StreamExt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

/// How a table differs from the ledger before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Same key, same content.
    pub unchanged: u64,
    /// Same key, other content.
    pub changed: u64,
    /// Was there, is not any more: itself worth a look.
    pub vanished: u64,
    /// Was not there.
    pub new: u64,
}

/// By table; empty where there was no ledger before.
pub type Changes = BTreeMap<String, Change>;

/// Tables that no auditee exports: their differences say nothing.
const NOT_EXPORTED: [&str; 4] = [
    "control_total",
    "export_difference",
    "holiday",
    "procurement_limit",
];

/// Writes the ledger's tables and manifest into `target` from the raw frames in `raw`, and what
/// changed since `previous` into the table `export_difference`, dated `loaded_at` (ISO, UTC).
///
/// # Errors
/// The disk, the memory, or raw frames that are not what fisc-load writes.
pub fn compact(
    raw: &Path,
    target: &Path,
    previous: Option<&Path>,
    ordinals: BTreeMap<String, u32>,
    loaded_at: &str,
    settings: &Settings,
) -> Result<Changes, EngineError> {
    let engine = Engine::bare(settings, Manifest::default())?;
    engine.ctx.register_udf(functions::occurrence_key());
    let mut manifest = Manifest {
        schema_version: ledger::SCHEMA_VERSION,
        tables: BTreeMap::new(),
        ordinals,
    };
    for table in schema::tables() {
        let folder = raw.join(&table.name);
        if table.name == "export_difference" || !folder.is_dir() {
            continue;
        }
        engine.register_folder("raw", &folder, &[], raw_schema(table))?;
        let entry = write_table(&engine, &table_sql(table), table, target)?;
        engine.forget("raw");
        if entry.rows > 0 {
            manifest.tables.insert(table.name.clone(), entry);
        }
    }
    let mut changes = Changes::new();
    if let Some(previous) = previous {
        changes = compare(&engine, &mut manifest, target, previous, loaded_at)?;
    }
    let text = serde_json::to_vec_pretty(&manifest).map_err(|e| EngineError::Run(e.to_string()))?;
    let path = target.join("manifest.json");
    fs::write(&path, text).map_err(EngineError::io(&path))?;
    Ok(changes)
}

/// What fisc-load writes for a table. Named, not read from the files: those say "string view", and a
/// sort of views holds every buffer that it ever saw.
fn raw_schema(table: &Table) -> SchemaRef {
    let field = |name: &str, ty| Field::new(name, session::arrow_type(ty), true);
    let columns = table.columns.iter().map(|c| field(&c.name, c.ty));
    let own = [
        ("base_key", Type::Text),
        ("digest", Type::Text),
        ("source_file", Type::Text),
        ("source_row", Type::Integer),
        ("row_id", Type::Integer),
    ];
    let own = own.iter().map(|(name, ty)| field(name, *ty));
    Arc::new(Schema::new(columns.chain(own).collect::<Vec<_>>()))
}

/// Only the keys that repeat are numbered, so that whole rows are sorted once.
fn table_sql(table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|c| format!("r.\"{}\"", c.name))
        .collect();
    let order: Vec<String> = table
        .layout
        .iter()
        .map(|c| format!("r.\"{c}\" ASC NULLS LAST, "))
        .collect();
    format!(
        "WITH repeat AS (SELECT w.row_id, w.n FROM (SELECT raw.row_id, ROW_NUMBER() OVER (PARTITION BY \
         raw.base_key ORDER BY raw.digest, raw.row_id) AS n FROM (SELECT base_key FROM raw GROUP BY \
         base_key HAVING COUNT(*) > 1) m JOIN raw ON raw.base_key = m.base_key) w WHERE w.n > 1) \
         SELECT occurrence_key(CAST(r.base_key AS VARCHAR), CAST(COALESCE(d.n, 1) AS BIGINT)) AS key, \
         r.digest, r.source_file, r.source_row, r.row_id, {columns} \
         FROM repeat d RIGHT JOIN raw r ON r.row_id = d.row_id ORDER BY {order}key",
        columns = columns.join(", "),
        order = order.concat(),
    )
}

fn write_table(
    engine: &Engine,
    sql: &str,
    table: &Table,
    target: &Path,
) -> Result<TableEntry, EngineError> {
    let folder = target.join(&table.name);
    fs::create_dir_all(&folder).map_err(EngineError::io(&folder))?;
    let path = folder.join("part-0.parquet");
    let schema = session::table_schema(table);
    let mut writer = new_writer(&path, &schema, Kept::Ledger)?;
    let mut counts = vec![0u64; schema.fields().len()];
    let mut rows = 0;
    let failed = |e: datafusion::error::DataFusionError| EngineError::running(&e);
    let mut stream = {
        let ctx = engine.ctx.clone();
        let sql = sql.to_string();
        engine
            .on_deep_stack(async move { ctx.sql(&sql).await?.execute_stream().await })?
            .map_err(failed)?
    };
    while let Some(batch) = engine.runtime.block_on(stream.next()) {
        let batch = conform(&batch.map_err(failed)?, &schema)?;
        rows += batch.num_rows() as u64;
        for (count, column) in counts.iter_mut().zip(batch.columns()) {
            *count += (column.len() - column.null_count()) as u64;
        }
        writer
            .write(&batch)
            .map_err(|e| EngineError::ledger(&path, e.to_string()))?;
    }
    writer
        .close()
        .map_err(|e| EngineError::ledger(&path, e.to_string()))?;
    private(&path)?;
    let mut entry = TableEntry {
        rows,
        sorted_by: table
            .layout
            .iter()
            .cloned()
            .chain(["key".to_string()])
            .collect(),
        ..TableEntry::default()
    };
    for (field, count) in schema.fields().iter().zip(counts) {
        if count > 0 {
            entry.present.insert(field.name().clone(), count);
        }
    }
    let digest = file_digest(&path)?;
    entry.parts.push(Part {
        path: format!("{}/part-0.parquet", table.name),
        digest,
        rows,
    });
    Ok(entry)
}

/// Casts what the raw frames hold to the ledger's types; both are exact, so nothing is lost.
fn conform(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, EngineError> {
    let failed = |e: datafusion::arrow::error::ArrowError| EngineError::Run(e.to_string());
    let columns = batch
        .columns()
        .iter()
        .zip(schema.fields())
        .map(|(column, field)| cast(column, field.data_type()).map_err(failed))
        .collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(Arc::clone(schema), columns).map_err(failed)
}

fn compare(
    engine: &Engine,
    manifest: &mut Manifest,
    target: &Path,
    previous: &Path,
    loaded_at: &str,
) -> Result<Changes, EngineError> {
    let before = ledger::read_manifest(previous)?;
    let mut changes = Changes::new();
    let mut selects = Vec::new();
    for table in schema::tables()
        .iter()
        .filter(|t| !NOT_EXPORTED.contains(&t.name.as_str()))
    {
        let (old, new) = (
            before.tables.get(&table.name),
            manifest.tables.get(&table.name),
        );
        if old.is_none() && new.is_none() {
            continue;
        }
        for (side, entry, root) in [("old", old, previous), ("new", new, target)] {
            let name = format!("{side}_{}", table.name);
            match entry {
                Some(_) => {
                    let schema = session::table_schema(table);
                    engine.register_folder(&name, &root.join(&table.name), &[], schema)?;
                }
                None => {
                    engine.register_batches(&name, session::table_schema(table), &[], Vec::new())?
                }
            }
        }
        let name = &table.name;
        let differences = format!(
            "SELECT COALESCE(n.key, o.key) AS key, COALESCE(n.digest, o.digest) AS digest, \
             COALESCE(n.source_file, o.source_file) AS source_file, \
             COALESCE(n.source_row, o.source_row) AS source_row, COALESCE(n.row_id, o.row_id) AS row_id, \
             '{name}' AS table_name, CASE WHEN o.key IS NULL THEN 'new' WHEN n.key IS NULL THEN 'vanished' \
             WHEN n.digest = o.digest THEN 'unchanged' ELSE 'changed' END AS change \
             FROM new_{name} n FULL JOIN old_{name} o ON n.key = o.key"
        );
        let count = |change: &str| format!("COUNT(*) FILTER (WHERE change = '{change}')");
        let sql = format!(
            "SELECT {}, {}, {}, {} FROM ({differences}) d",
            count("unchanged"),
            count("changed"),
            count("vanished"),
            count("new")
        );
        let n = engine.query(&sql, crate::Strictness::Method)?;
        let n: Vec<u64> = n
            .rows
            .iter()
            .flatten()
            .filter_map(|v| v.integer()?.try_into().ok())
            .collect();
        if let [unchanged, changed, vanished, new] = n[..] {
            changes.insert(
                name.clone(),
                Change {
                    unchanged,
                    changed,
                    vanished,
                    new,
                },
            );
        }
        selects.push(format!(
            "SELECT * FROM ({differences}) d WHERE change <> 'unchanged'"
        ));
    }
    let table = schema::table("export_difference").expect("a table of the ledger");
    let sql = format!(
        "SELECT key, digest, source_file, source_row, row_id, table_name, change, \
         CAST('{loaded_at}' AS TIMESTAMP) AS loaded_at FROM ({}) u ORDER BY table_name, key",
        selects.join(" UNION ALL ")
    );
    if !selects.is_empty() {
        let entry = write_table(engine, &sql, table, target)?;
        if entry.rows > 0 {
            manifest.tables.insert(table.name.clone(), entry);
        }
    }
    Ok(changes)
}

/// SHA-256 of a file, read in pieces.
fn file_digest(path: &Path) -> Result<String, EngineError> {
    use std::io::Read;
    let mut file = File::open(path).map_err(EngineError::io(path))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = file.read(&mut buffer).map_err(EngineError::io(path))?;
        if n == 0 {
            return Ok(fisc_model::digest::hex(&hasher.finalize()));
        }
        hasher.update(&buffer[..n]);
    }
}
