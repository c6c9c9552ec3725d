//! An aggregate hands out its groups, and a window its rows, as slices of one large batch. Whoever
//! keeps slices (a sort, the build side of a join) is charged for the whole of it with each, and is
//! out of memory long before it holds anything. Here slices are copied into buffers of their own.

use datafusion::arrow::array::{Array, RecordBatch, UInt32Array};
use datafusion::arrow::compute::take_record_batch;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::common::utils::memory::get_record_batch_memory_size;
use datafusion::error::Result;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::aggregates::AggregateExec;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::windows::{BoundedWindowAggExec, WindowAggExec};
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, PlanProperties};
use futures::{StreamExt, stream};
use std::fmt;
use std::sync::Arc;

/// Puts the copying above every aggregate and window.
#[derive(Debug)]
pub(crate) struct OwnBuffers;

impl PhysicalOptimizerRule for OwnBuffers {
    fn optimize(
        &self,
        plan: Arc<dyn ExecutionPlan>,
        _config: &ConfigOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        plan.transform_up(|node| {
            let slices = node.is::<AggregateExec>()
                || node.is::<BoundedWindowAggExec>()
                || node.is::<WindowAggExec>();
            if !slices {
                return Ok(Transformed::no(node));
            }
            Ok(Transformed::yes(Arc::new(OwnBuffersExec { input: node })))
        })
        .data()
    }

    fn name(&self) -> &str {
        "own_buffers"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct OwnBuffersExec {
    input: Arc<dyn ExecutionPlan>,
}

impl DisplayAs for OwnBuffersExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl ExecutionPlan for OwnBuffersExec {
    fn name(&self) -> &str {
        "OwnBuffersExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        self.input.properties()
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
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
        Ok(Arc::new(OwnBuffersExec {
            input: children.swap_remove(0),
        }))
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let rows = context.session_config().batch_size();
        let input = self.input.execute(partition, context)?;
        let schema = input.schema();
        let stream = input.flat_map(move |batch| match batch {
            Ok(batch) => stream::iter(pieces(&batch, rows)).map(own).boxed(),
            Err(e) => stream::once(async { Err(e) }).boxed(),
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema, stream)))
    }
}

/// A window without order hands out everything as one batch, which no sort could then divide.
fn pieces(batch: &RecordBatch, rows: usize) -> Vec<RecordBatch> {
    (0..batch.num_rows())
        .step_by(rows.max(1))
        .map(|from| batch.slice(from, rows.min(batch.num_rows() - from)))
        .collect()
}

/// A batch of which most of the buffers belong to other rows, copied; any other as it is.
fn own(batch: RecordBatch) -> Result<RecordBatch> {
    let mut own = 0;
    for column in batch.columns() {
        own += column.to_data().get_slice_memory_size()?;
    }
    if get_record_batch_memory_size(&batch) <= 2 * own {
        return Ok(batch);
    }
    let rows = u32::try_from(batch.num_rows()).unwrap_or(u32::MAX);
    let all = UInt32Array::from_iter_values(0..rows);
    Ok(take_record_batch(&batch, &all)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::{ArrayRef, StringArray};

    #[test]
    fn a_slice_no_longer_holds_the_whole() {
        let texts = StringArray::from_iter_values((0..100_000).map(|n| format!("text {n}")));
        let column: ArrayRef = Arc::new(texts);
        let whole = RecordBatch::try_from_iter([("text", column)]).expect("a batch");
        let slice = whole.slice(50_000, 100);
        let owned = own(slice.clone()).expect("a copy");
        assert_eq!(owned, slice);
        assert!(get_record_batch_memory_size(&slice) > 1_000_000);
        assert!(get_record_batch_memory_size(&owned) < 20_000);
        let pieces = pieces(&whole, 30_000);
        let rows: Vec<usize> = pieces.iter().map(RecordBatch::num_rows).collect();
        assert_eq!(rows, [30_000, 30_000, 30_000, 10_000]);
        let same = own(whole.clone()).expect("itself");
        assert!(Arc::ptr_eq(same.column(0), whole.column(0)));
    }
}
