//! Shared views: run once, kept in memory while they are small and on disk where they are not, with
//! the columns that somebody reads.

use crate::execute::Effort;
use crate::session::Engine;
use crate::write::{Kept, new_writer};
use crate::{EngineError, Strictness};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::logical_expr::LogicalPlan;
use fisc_model::schema;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

/// The part of the memory of a session that the rows of one view may hold.
const SHARE: usize = 32;

impl Engine {
    /// Plans a view's SELECT and registers a table of this name, still empty, so that what reads it
    /// can be planned.
    ///
    /// # Errors
    /// As [`Engine::query`], without what only running shows.
    pub fn declare(&self, name: &str, sql: &str) -> Result<(), EngineError> {
        refuse_taken(name)?;
        let plan = self.plan(sql, Strictness::Method)?;
        self.forget(name);
        self.register_batches(name, Arc::clone(plan.schema().inner()), &[], Vec::new())
    }

    /// The columns that a statement reads, by table.
    ///
    /// # Errors
    /// As [`Engine::declare`].
    pub fn columns_read(
        &self,
        sql: &str,
    ) -> Result<BTreeMap<String, BTreeSet<String>>, EngineError> {
        let plan = self.plan(sql, Strictness::Method)?;
        let state = self.ctx.state();
        self.on_deep_stack(async move {
            let plan = state.optimize(&plan)?;
            let mut read: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            plan.apply_with_subqueries(|node| {
                if let LogicalPlan::TableScan(scan) = node {
                    let columns = read.entry(scan.table_name.table().to_string()).or_default();
                    columns.extend(
                        scan.projected_schema
                            .fields()
                            .iter()
                            .map(|f| f.name().clone()),
                    );
                    for filter in &scan.filters {
                        columns.extend(filter.column_refs().into_iter().map(|c| c.name.clone()));
                    }
                }
                Ok(TreeNodeRecursion::Continue)
            })?;
            Ok(read)
        })?
        .map_err(|e| EngineError::planning(&e))
    }

    /// How many rows a statement's scans go through, each time that it reads a table.
    ///
    /// # Errors
    /// As [`Engine::declare`].
    pub fn rows_scanned(&self, sql: &str) -> Result<u64, EngineError> {
        let plan = self.plan(sql, Strictness::Method)?;
        let mut rows = 0;
        plan.apply_with_subqueries(|node| {
            if let LogicalPlan::TableScan(scan) = node {
                rows += self.rows_of(scan.table_name.table());
            }
            Ok(TreeNodeRecursion::Continue)
        })
        .map_err(|e| EngineError::planning(&e))?;
        Ok(rows)
    }

    /// Runs a view's SELECT once and keeps its rows as a table of this name; returns their number.
    ///
    /// # Errors
    /// As [`Engine::query`]; the disk.
    pub fn materialise(&self, name: &str, sql: &str) -> Result<u64, EngineError> {
        refuse_taken(name)?;
        let plan = self.plan(sql, Strictness::Method)?;
        let (schema, mut running) = self.execute(plan, Effort::Usual)?;
        let (mut rows, mut held, mut batches) = (0, 0, Vec::new());
        let mut first = self.next(&mut running)?;
        // The plan may know less of what is null than the rows do.
        let schema: SchemaRef = first.as_ref().map_or(schema, |b| b.schema());
        let folder = self.settings().temp.join(format!("view-{name}"));
        let mut writer = None;
        while let Some(batch) = first
            .take()
            .map_or_else(|| self.next(&mut running), |b| Ok(Some(b)))?
        {
            rows += batch.num_rows() as u64;
            held += batch.get_array_memory_size();
            batches.push(batch);
            if held > self.settings().memory / SHARE {
                let path = folder.join("part-0.parquet");
                if writer.is_none() {
                    fs::create_dir_all(&folder).map_err(EngineError::io(&folder))?;
                    writer = Some(new_writer(&path, &schema, Kept::View)?);
                }
                for batch in batches.drain(..) {
                    let writer = writer.as_mut().expect("made above");
                    writer
                        .write(&batch)
                        .map_err(|e| EngineError::ledger(&path, e.to_string()))?;
                }
                held = 0;
            }
        }
        self.ended(&running);
        let sorted_by = Engine::sorted_by(&running);
        self.forget(name);
        if let Ok(mut views) = self.views.lock() {
            views.insert(name.to_string(), rows);
        }
        let Some(mut writer) = writer else {
            self.register_batches(name, schema, &sorted_by, batches)?;
            return Ok(rows);
        };
        let failed = |e: datafusion::parquet::errors::ParquetError| {
            EngineError::ledger(&folder, e.to_string())
        };
        for batch in &batches {
            writer.write(batch).map_err(failed)?;
        }
        writer.close().map_err(failed)?;
        self.register_folder(name, &folder, &sorted_by, schema)?;
        Ok(rows)
    }
}

fn refuse_taken(name: &str) -> Result<(), EngineError> {
    match schema::table(name) {
        Some(_) => Err(EngineError::Sql(format!(
            "the view {name} has the name of a table of the ledger"
        ))),
        None => Ok(()),
    }
}
