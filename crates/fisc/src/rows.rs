//! Rows of the ledger by their keys, for the desk: it links no engine, and is given this instead.
//! The engine is opened anew each time, so that a ledger loaded meanwhile is read whole and not
//! half of the one before.

use crate::commands::EngineOptions;
use crate::engagement::Folder;
use crate::error::Failure;
use fisc_engine::{Engine, Strictness};
use fisc_model::schema::{self, Table};
use fisc_web::evidence::{Reader, Row, Rows, Unread};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Looking up a few rows takes little.
const OPTIONS: EngineOptions = EngineOptions {
    partitions: 1,
    jobs: 1,
    memory: 256,
};

/// What the desk reads rows with.
pub fn reader(folder: Arc<Folder>) -> Reader {
    Box::new(move |keys| {
        if !folder.root.join("ledger/manifest.json").is_file() {
            return Err(Unread::NoLedger);
        }
        read(&folder, keys).map_err(|e| Unread::Failed(e.to_string()))
    })
}

fn read(folder: &Folder, keys: &BTreeMap<String, Vec<String>>) -> Result<Rows, Failure> {
    let temp = folder.temp()?;
    let engine = folder.engine(&OPTIONS, temp.path())?;
    let mut rows = Rows::new();
    for (name, keys) in keys {
        if let Some(table) = schema::table(name) {
            of(&engine, table, keys, &mut rows)?;
        }
    }
    Ok(rows)
}

/// Keys are named in the statement: by its bloom filters the engine then skips the parts of the
/// ledger that hold none of them.
fn of(engine: &Engine, table: &Table, keys: &[String], rows: &mut Rows) -> Result<(), Failure> {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|c| format!("\"{}\"", c.name))
        .collect();
    let keys: Vec<String> = keys
        .iter()
        .map(|k| format!("'{}'", k.replace('\'', "''")))
        .collect();
    let sql = format!(
        "SELECT key, digest, {} FROM {} WHERE key IN ({}) ORDER BY key",
        columns.join(", "),
        table.name,
        keys.join(", ")
    );
    for found in engine.query(&sql, Strictness::Method)?.rows {
        let mut values = found.iter().map(ToString::to_string);
        let (Some(key), Some(digest)) = (values.next(), values.next()) else {
            continue;
        };
        let row = Row {
            digest,
            values: values.collect(),
        };
        rows.insert((table.name.clone(), key), row);
    }
    Ok(())
}
