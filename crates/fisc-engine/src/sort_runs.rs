//! A ledger table is sorted by its owner first, and so is much of what is made of it. A sort that
//! begins with columns by which its input is sorted already has only to sort within each run of
//! equal values: thousands of small sorts in place of one large one that spills. Columns that are
//! the same throughout a run are not compared.

use datafusion::arrow::array::{
    ArrayRef, DynComparator, RecordBatch, UInt32Array, make_comparator,
};
use datafusion::arrow::compute::{concat_batches, partition, take_record_batch};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::error::Result;
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryReservation};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::{EquivalenceProperties, LexOrdering, PhysicalExpr};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::sorts::sort::SortExec;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, PlanProperties,
};
use futures::{StreamExt, TryStreamExt, stream};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// Replaces sorts whose input is sorted by their first columns.
#[derive(Debug)]
pub(crate) struct SortRuns;

impl PhysicalOptimizerRule for SortRuns {
    fn optimize(
        &self,
        plan: Arc<dyn ExecutionPlan>,
        config: &ConfigOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        // A run is held as a whole and does not spill: not where memory is short.
        if !config.optimizer.prefer_hash_join {
            return Ok(plan);
        }
        plan.transform_up(|node| {
            let Some(sort) = node.downcast_ref::<SortExec>() else {
                return Ok(Transformed::no(node));
            };
            let one = sort.input().output_partitioning().partition_count() == 1;
            if sort.fetch().is_some() || !(one || sort.preserve_partitioning()) {
                return Ok(Transformed::no(node));
            }
            let input = sort.input().equivalence_properties();
            let prefix = sorted_prefix(input, sort.expr());
            if prefix == 0 {
                return Ok(Transformed::no(node));
            }
            Ok(Transformed::yes(Arc::new(SortRunsExec {
                input: Arc::clone(sort.input()),
                expr: sort.expr().clone(),
                prefix,
                properties: Arc::clone(sort.properties()),
            })))
        })
        .data()
    }

    fn name(&self) -> &str {
        "sort_runs"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// By how many of its first expressions the input is sorted.
fn sorted_prefix(input: &EquivalenceProperties, expr: &LexOrdering) -> usize {
    (1..=expr.len())
        .rev()
        .find(|n| {
            input
                .ordering_satisfy(expr.iter().take(*n).cloned())
                .unwrap_or(false)
        })
        .unwrap_or(0)
}

#[derive(Debug)]
struct SortRunsExec {
    input: Arc<dyn ExecutionPlan>,
    expr: LexOrdering,
    prefix: usize,
    properties: Arc<PlanProperties>,
}

impl DisplayAs for SortRunsExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expr=[{}], sorted by the first {}",
            self.name(),
            self.expr,
            self.prefix
        )
    }
}

impl ExecutionPlan for SortRunsExec {
    fn name(&self) -> &str {
        "SortRunsExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(
        self: Arc<Self>,
        mut children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(Arc::new(SortRunsExec {
            input: children.swap_remove(0),
            expr: self.expr.clone(),
            prefix: self.prefix,
            properties: Arc::clone(&self.properties),
        }))
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let rows = context.session_config().batch_size();
        let reservation =
            MemoryConsumer::new("SortRuns").register(&context.runtime_env().memory_pool);
        let input = self.input.execute(partition, context)?;
        let schema = input.schema();
        let mut runs = Runs {
            schema: Arc::clone(&schema),
            expr: self.expr.clone(),
            prefix: self.prefix,
            held: Vec::new(),
            reservation,
        };
        // None marks the end, where the last run is sorted.
        let ended = stream::once(async { Ok(None) });
        let stream = input.map_ok(Some).chain(ended).map(move |batch| {
            let sorted = batch.and_then(|b| match b {
                Some(batch) => runs.push(batch),
                None => runs.flush(),
            });
            match sorted {
                Ok(None) => stream::empty().boxed(),
                Ok(Some(sorted)) => stream::iter(pieces(sorted, rows)).map(Ok).boxed(),
                Err(e) => stream::once(async { Err(e) }).boxed(),
            }
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(
            schema,
            stream.flatten(),
        )))
    }
}

fn pieces(batch: RecordBatch, rows: usize) -> impl Iterator<Item = RecordBatch> {
    let total = batch.num_rows();
    (0..total)
        .step_by(rows.max(1))
        .map(move |from| batch.slice(from, rows.min(total - from)))
}

/// Batches that end in a run whose end has not come yet.
struct Runs {
    schema: SchemaRef,
    expr: LexOrdering,
    prefix: usize,
    held: Vec<RecordBatch>,
    reservation: MemoryReservation,
}

impl Runs {
    /// Takes a batch; returns the runs that it completes, sorted.
    fn push(&mut self, batch: RecordBatch) -> Result<Option<RecordBatch>> {
        if batch.num_rows() == 0 {
            return Ok(None);
        }
        let columns = self.columns(&batch, 0..self.prefix)?;
        let ranges = partition(&columns)?.ranges();
        let last = ranges.last().map_or(0, |r| r.start);
        if last == 0 && !self.begins_anew(&batch)? {
            self.hold(batch)?;
            return Ok(None);
        }
        let complete = batch.slice(0, last);
        let rest = batch.slice(last, batch.num_rows() - last);
        self.held.push(complete);
        let sorted = self.flush()?;
        self.hold(rest)?;
        Ok(sorted)
    }

    /// Whether the first row of a batch is of another run than the rows that are held.
    fn begins_anew(&self, batch: &RecordBatch) -> Result<bool> {
        let Some(before) = self.held.last() else {
            return Ok(false);
        };
        let before = before.slice(before.num_rows() - 1, 1);
        let pair = concat_batches(&self.schema, [&before, &batch.slice(0, 1)])?;
        let columns = self.columns(&pair, 0..self.prefix)?;
        Ok(partition(&columns)?.len() > 1)
    }

    fn hold(&mut self, batch: RecordBatch) -> Result<()> {
        self.reservation.try_grow(batch.get_array_memory_size())?;
        self.held.push(batch);
        Ok(())
    }

    fn columns(&self, batch: &RecordBatch, which: std::ops::Range<usize>) -> Result<Vec<ArrayRef>> {
        self.expr[which]
            .iter()
            .map(|e| Ok(e.evaluate_to_sort_column(batch)?.values))
            .collect()
    }

    /// All that is held, sorted run by run.
    fn flush(&mut self) -> Result<Option<RecordBatch>> {
        let held = std::mem::take(&mut self.held);
        let whole = concat_batches(&self.schema, &held)?;
        drop(held);
        self.reservation.free();
        if whole.num_rows() == 0 {
            return Ok(None);
        }
        let ranges = partition(&self.columns(&whole, 0..self.prefix)?)?.ranges();
        let mut compare = Vec::new();
        for e in &self.expr[self.prefix..] {
            let column = e.evaluate_to_sort_column(&whole)?;
            let options = column.options.unwrap_or_default();
            compare.push(make_comparator(&column.values, &column.values, options)?);
        }
        let mut order: Vec<usize> = (0..whole.num_rows()).collect();
        for range in ranges {
            sort_run(&mut order[range], &compare);
        }
        let order = UInt32Array::from_iter_values(order.into_iter().map(|i| i as u32));
        Ok(Some(take_record_batch(&whole, &order)?))
    }
}

/// Sorts the row numbers of one run; `rows` are consecutive.
fn sort_run(rows: &mut [usize], compare: &[DynComparator]) {
    let Some((first, others)) = rows.split_first() else {
        return;
    };
    let differing: Vec<&DynComparator> = compare
        .iter()
        .filter(|c| others.iter().any(|i| c(*first, *i) != Ordering::Equal))
        .collect();
    if differing.is_empty() {
        return;
    }
    rows.sort_by(|a, b| {
        differing
            .iter()
            .map(|c| c(*a, *b))
            .find(|o| *o != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::{Int64Array, StringArray};
    use datafusion::arrow::compute::SortOptions;
    use datafusion::execution::memory_pool::{GreedyMemoryPool, MemoryPool};
    use datafusion::physical_expr::PhysicalSortExpr;
    use datafusion::physical_expr::expressions::col;
    use proptest::prelude::*;

    /// Rows (owner, kind, number), sorted by owner.
    fn batch(rows: &[(u8, u8, i64)]) -> RecordBatch {
        let text = |get: fn(&(u8, u8, i64)) -> u8| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(
                rows.iter().map(|r| get(r).to_string()),
            ))
        };
        let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(rows.iter().map(|r| r.2)));
        RecordBatch::try_from_iter([
            ("owner", text(|r| r.0)),
            ("kind", text(|r| r.1)),
            ("number", numbers),
        ])
        .expect("a batch")
    }

    fn runs(pool: &Arc<dyn MemoryPool>) -> Runs {
        let schema = batch(&[]).schema();
        let options = SortOptions {
            descending: false,
            nulls_first: false,
        };
        let by = |name: &str| PhysicalSortExpr {
            expr: col(name, &schema).expect("a column"),
            options,
        };
        Runs {
            expr: LexOrdering::new([by("owner"), by("kind"), by("number")]).expect("an order"),
            prefix: 1,
            held: Vec::new(),
            reservation: MemoryConsumer::new("test").register(pool),
            schema,
        }
    }

    proptest! {
        #[test]
        fn runs_sorted_one_by_one_are_the_whole_sorted(
            mut rows in prop::collection::vec((0u8..5, 0u8..3, -9i64..9), 0..60),
            cuts in prop::collection::vec(1usize..9, 60),
        ) {
            rows.sort_by_key(|r| r.0);
            let pool: Arc<dyn MemoryPool> = Arc::new(GreedyMemoryPool::new(1 << 20));
            let mut runs = runs(&pool);
            let (mut rest, mut sorted) = (rows.as_slice(), Vec::new());
            for cut in cuts {
                let (now, later) = rest.split_at(cut.min(rest.len()));
                sorted.extend(runs.push(batch(now)).expect("sorts"));
                rest = later;
            }
            sorted.extend(runs.flush().expect("sorts"));
            let whole = concat_batches(&runs.schema, &sorted).expect("one batch");
            rows.sort_unstable();
            prop_assert_eq!(whole, batch(&rows));
            prop_assert_eq!(pool.reserved(), 0);
        }
    }

    #[test]
    fn a_run_too_large_for_the_memory_is_an_error() {
        let pool: Arc<dyn MemoryPool> = Arc::new(GreedyMemoryPool::new(1000));
        let mut runs = runs(&pool);
        let rows: Vec<(u8, u8, i64)> = (0..1000).map(|n| (1, 1, n)).collect();
        assert!(runs.push(batch(&rows)).is_err());
    }
}
