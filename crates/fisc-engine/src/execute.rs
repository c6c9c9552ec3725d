//! Running a checked plan: what it spilled is counted, and it is stopped when the process holds too
//! much memory.

use crate::rows::Rows;
use crate::session::Engine;
use crate::{EngineError, Strictness};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::error::DataFusionError;
use datafusion::execution::{SendableRecordBatchStream, SessionStateBuilder};
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_plan::{ExecutionPlan, ExecutionPlanProperties, execute_stream};
use futures::StreamExt;
use futures::future::{Either, select};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// How a query spends memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Hash joins: fast, and what they build must fit.
    Usual,
    /// Merge joins: slower, and everything they hold can be spilled.
    Frugal,
}

/// A plan that runs.
pub(crate) struct Running {
    plan: Arc<dyn ExecutionPlan>,
    stream: SendableRecordBatchStream,
}

impl Engine {
    /// Runs one statement inside the sandbox and returns its rows in the engine's order.
    ///
    /// # Errors
    /// A refused statement, SQL that does not plan, memory, a failing expression.
    pub fn query(&self, sql: &str, strictness: Strictness) -> Result<Rows, EngineError> {
        self.query_with(sql, strictness, Effort::Usual)
    }

    /// As [`Engine::query`], with another way of spending memory. The rows are the same; where the
    /// statement orders nothing, their order may differ.
    ///
    /// # Errors
    /// As [`Engine::query`].
    pub fn query_with(
        &self,
        sql: &str,
        strictness: Strictness,
        effort: Effort,
    ) -> Result<Rows, EngineError> {
        let plan = self.plan(sql, strictness)?;
        let (mut schema, mut running) = self.execute(plan, effort)?;
        let mut batches: Vec<RecordBatch> = Vec::new();
        while let Some(batch) = self.next(&mut running)? {
            schema = batch.schema();
            batches.push(batch);
        }
        self.ended(&running);
        Rows::new(&schema, &batches)
    }

    /// As [`Engine::query`], for answers of millions of rows: `take` gets them part by part, so that
    /// they are not all held as values at once.
    ///
    /// # Errors
    /// As [`Engine::query`]; what came before an error has been taken.
    pub fn query_in_parts(
        &self,
        sql: &str,
        strictness: Strictness,
        take: &mut dyn FnMut(Rows),
    ) -> Result<(), EngineError> {
        let plan = self.plan(sql, strictness)?;
        let (_, mut running) = self.execute(plan, Effort::Usual)?;
        while let Some(batch) = self.next(&mut running)? {
            take(Rows::new(&batch.schema(), &[batch])?);
        }
        self.ended(&running);
        Ok(())
    }

    /// Bytes that the queries of this engine have spilled to disk so far.
    #[must_use]
    pub fn spilled(&self) -> u64 {
        self.spilled.load(Ordering::Relaxed)
    }

    pub(crate) fn execute(
        &self,
        plan: LogicalPlan,
        effort: Effort,
    ) -> Result<(SchemaRef, Running), EngineError> {
        let schema = Arc::clone(plan.schema().inner());
        let mut state = self.ctx.state();
        if effort == Effort::Frugal {
            // The planner considers merge joins only where there are partitions to join.
            let mut config = state
                .config()
                .clone()
                .with_target_partitions(2)
                .with_create_default_catalog_and_schema(false);
            config.options_mut().optimizer.prefer_hash_join = false;
            state = SessionStateBuilder::new_from_existing(state)
                .with_config(config)
                .build();
        }
        let running = self.on_deep_stack(async move {
            let plan = state.create_physical_plan(&plan).await?;
            let stream = execute_stream(Arc::clone(&plan), state.task_ctx())?;
            Ok(Running { plan, stream })
        })?;
        running
            .map(|running| (schema, running))
            .map_err(|e: DataFusionError| EngineError::running(&e))
    }

    /// The next batch; an error when the watchdog barks.
    pub(crate) fn next(&self, running: &mut Running) -> Result<Option<RecordBatch>, EngineError> {
        let too_much = self.watchdog.too_much();
        let next = running.stream.next();
        let batch = self.runtime.block_on(async move {
            match select(pin!(next), pin!(too_much)).await {
                Either::Left((batch, _)) => Ok(batch),
                Either::Right(_) => Err(EngineError::Memory(
                    "the program as a whole holds too much".to_string(),
                )),
            }
        })?;
        batch.transpose().map_err(|e| EngineError::running(&e))
    }

    /// The columns by which a plan's rows come sorted, ascending and nulls last.
    pub(crate) fn sorted_by(running: &Running) -> Vec<String> {
        let plan = running.plan.as_ref();
        let ordering = plan.output_ordering().into_iter().flatten();
        if plan.output_partitioning().partition_count() != 1 {
            return Vec::new();
        }
        ordering
            .take_while(|e| !e.options.descending && !e.options.nulls_first)
            .map_while(|e| {
                e.expr
                    .downcast_ref::<Column>()
                    .map(|c| c.name().to_string())
            })
            .collect()
    }

    /// Counts what a plan spilled.
    pub(crate) fn ended(&self, running: &Running) {
        self.spilled
            .fetch_add(spilled_by(running.plan.as_ref()), Ordering::Relaxed);
    }
}

fn spilled_by(plan: &dyn ExecutionPlan) -> u64 {
    let own = plan
        .metrics()
        .and_then(|m| m.spilled_bytes())
        .map_or(0, |n| n as u64);
    let below = plan.children().into_iter().map(|c| spilled_by(c.as_ref()));
    own + below.sum::<u64>()
}
