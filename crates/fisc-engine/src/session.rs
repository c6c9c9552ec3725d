//! A session over one ledger, built by hand: listed functions, our read-only tables, a bounded
//! memory pool and disk; no table functions, no factories, no information schema.

use crate::ledger::{self, Manifest};
use crate::own_buffers::OwnBuffers;
use crate::sort_runs::SortRuns;
use crate::texts::TextTable;
use crate::watchdog::Watchdog;
use crate::{EngineError, Strictness, bind, functions, sandbox};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use datafusion::datasource::MemTable;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, TrackConsumersPool};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::SessionState;
use datafusion::execution::{SessionStateBuilder, SessionStateDefaults};
use datafusion::logical_expr::LogicalPlan;
use datafusion::logical_expr::expr::Sort;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use datafusion::sql::parser::Statement as DfStatement;
use fisc_model::calendar::Calendar;
use fisc_model::schema::{self, Type};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

/// What a session may use.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Partitions a query is split into; the results do not depend on it.
    pub partitions: usize,
    /// Threads that queries run on, all together.
    pub threads: usize,
    /// Bytes that sorts, joins and aggregates may hold before they spill.
    pub memory: usize,
    /// Bytes on disk for what is spilled.
    pub disk: u64,
    /// An existing folder for what is spilled.
    pub temp: PathBuf,
    /// Calendars by name, for working days.
    pub calendars: BTreeMap<String, Calendar>,
}

impl Settings {
    /// Bytes the process may hold in all before queries are stopped: windows and results are in
    /// nobody's account, so they get as much again as the accounts, and the program itself its own.
    fn resident_limit(&self) -> usize {
        self.memory.saturating_mul(2).saturating_add(1 << 30)
    }
}

/// Threads plan deeply nested SQL: the recursion limit of the parser times the planner's frames.
const STACK: usize = 16 << 20;

/// An engine over one ledger.
pub struct Engine {
    pub(crate) ctx: SessionContext,
    pub(crate) runtime: tokio::runtime::Runtime,
    /// Rows of the views, by name.
    pub(crate) views: Mutex<BTreeMap<String, u64>>,
    pub(crate) spilled: AtomicU64,
    pub(crate) watchdog: Watchdog,
    manifest: Manifest,
    settings: Settings,
}

impl Engine {
    /// Opens the ledger in this folder. Tables that the ledger lacks are there and empty, so that
    /// a statement never fails for want of one.
    ///
    /// # Errors
    /// A ledger that is missing or not whole.
    pub fn open(ledger: &Path, settings: &Settings) -> Result<Engine, EngineError> {
        let manifest = ledger::read_manifest(ledger)?;
        let engine = Engine::bare(settings, manifest)?;
        for table in schema::tables() {
            match engine.manifest.tables.get(&table.name) {
                Some(entry) if entry.rows > 0 => {
                    engine.register_folder(
                        &table.name,
                        &ledger.join(&table.name),
                        &entry.sorted_by,
                        table_schema(table),
                    )?;
                }
                _ => engine.register_batches(&table.name, table_schema(table), &[], Vec::new())?,
            }
        }
        Ok(engine)
    }

    /// An engine over tables given as text, for a method's cases. Tables that are not given are
    /// empty.
    ///
    /// # Errors
    /// A cell that is not of its column's type.
    pub fn in_memory(
        tables: &BTreeMap<String, TextTable>,
        settings: &Settings,
    ) -> Result<Engine, EngineError> {
        let held = tables.iter().filter(|(_, texts)| !texts.rows.is_empty());
        let manifest = Manifest {
            tables: held.map(|(name, t)| (name.clone(), t.entry())).collect(),
            ..Manifest::default()
        };
        let engine = Engine::bare(settings, manifest)?;
        for table in schema::tables() {
            let schema = table_schema(table);
            let batches = match tables.get(&table.name) {
                Some(texts) => vec![texts.batch(&table.name, &schema)?],
                None => Vec::new(),
            };
            engine.register_batches(&table.name, schema, &[], batches)?;
        }
        Ok(engine)
    }

    /// A session without tables.
    pub(crate) fn bare(settings: &Settings, manifest: Manifest) -> Result<Engine, EngineError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(settings.threads.max(1))
            .thread_stack_size(STACK)
            .build()
            .map_err(|e| EngineError::Run(e.to_string()))?;
        let calendars = Arc::new(settings.calendars.clone());
        let ctx = SessionContext::new_with_state(state(settings, &calendars)?);
        Ok(Engine {
            ctx,
            runtime,
            views: Mutex::new(BTreeMap::new()),
            spilled: AtomicU64::new(0),
            watchdog: Watchdog::start(settings.resident_limit()),
            manifest,
            settings: settings.clone(),
        })
    }

    /// What the ledger holds.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Rows of a table of the ledger or of a view; 0 where there is none of this name.
    #[must_use]
    pub fn rows_of(&self, name: &str) -> u64 {
        let views = self
            .views
            .lock()
            .map_or(0, |v| v.get(name).copied().unwrap_or(0));
        self.manifest.tables.get(name).map_or(views, |t| t.rows)
    }

    /// What this session may use.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn register_folder(
        &self,
        name: &str,
        folder: &Path,
        sorted_by: &[String],
        schema: SchemaRef,
    ) -> Result<(), EngineError> {
        let order = ascending(sorted_by);
        let mut options = ParquetReadOptions::default().schema(&schema);
        if !order.is_empty() {
            options.file_sort_order = vec![order];
        }
        let path = folder
            .to_str()
            .ok_or_else(|| EngineError::ledger(folder, "the path is not UTF-8"))?;
        let path = format!("{}/", path.trim_end_matches('/'));
        self.runtime
            .block_on(self.ctx.register_parquet(name, &path, options))
            .map_err(|e| {
                EngineError::ledger(
                    folder,
                    format!(
                        "cannot be read: {}; run fisc load again",
                        e.strip_backtrace()
                    ),
                )
            })
    }

    pub(crate) fn register_batches(
        &self,
        name: &str,
        schema: SchemaRef,
        sorted_by: &[String],
        batches: Vec<RecordBatch>,
    ) -> Result<(), EngineError> {
        let mut table =
            MemTable::try_new(schema, vec![batches]).map_err(|e| EngineError::planning(&e))?;
        if !sorted_by.is_empty() {
            table = table.with_sort_order(vec![ascending(sorted_by)]);
        }
        self.ctx
            .register_table(name, Arc::new(table))
            .map(drop)
            .map_err(|e| EngineError::planning(&e))
    }

    /// Registers rows of texts as a table of text columns, for joining keys that a run holds
    /// against the ledger.
    ///
    /// # Errors
    /// A name that is taken by a table of the ledger.
    pub fn register_texts(
        &self,
        name: &str,
        columns: &[(&str, Vec<String>)],
    ) -> Result<(), EngineError> {
        use datafusion::arrow::array::{ArrayRef, StringArray};
        if schema::table(name).is_some() {
            return Err(EngineError::Sql(format!("{name} is a table of the ledger")));
        }
        let fields: Vec<Field> = columns
            .iter()
            .map(|(c, _)| Field::new(*c, DataType::Utf8, false))
            .collect();
        let arrays: Vec<ArrayRef> = columns
            .iter()
            .map(|(_, v)| Arc::new(StringArray::from_iter_values(v)) as ArrayRef)
            .collect();
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)
            .map_err(|e| EngineError::Run(e.to_string()))?;
        let _ = self.ctx.deregister_table(name);
        self.register_batches(name, schema, &[], vec![batch])
    }

    /// Forgets a table registered by [`Engine::register_texts`] or a view.
    pub fn forget(&self, name: &str) {
        let _ = self.ctx.deregister_table(name);
    }

    /// Plans and checks a statement without running it: (column, type) of its result.
    ///
    /// # Errors
    /// As [`Engine::query`], without what only running shows.
    pub fn check(
        &self,
        sql: &str,
        strictness: Strictness,
    ) -> Result<Vec<(String, String)>, EngineError> {
        let plan = self.plan(sql, strictness)?;
        let fields = plan.schema().fields();
        Ok(fields
            .iter()
            .map(|f| (f.name().clone(), f.data_type().to_string()))
            .collect())
    }

    /// Parsing, planning and checking recurse with the statement's depth, dropping a tree too: all
    /// of it happens on a worker with a large stack.
    pub(crate) fn plan(
        &self,
        sql: &str,
        strictness: Strictness,
    ) -> Result<LogicalPlan, EngineError> {
        let (state, sql) = (self.ctx.state(), sql.to_string());
        self.on_deep_stack(async move { checked_plan(&state, &sql, strictness).await })?
    }

    /// Planning recurses with the statement's depth: it runs on a worker with a large stack.
    pub(crate) fn on_deep_stack<F>(&self, future: F) -> Result<F::Output, EngineError>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.runtime
            .block_on(self.runtime.spawn(future))
            .map_err(|e| EngineError::Run(format!("the engine stopped: {e}")))
    }
}

async fn checked_plan(
    state: &SessionState,
    sql: &str,
    strictness: Strictness,
) -> Result<LogicalPlan, EngineError> {
    let statement = bind::parse_one(sql)?;
    sandbox::check_statement(&statement)?;
    let statement = DfStatement::Statement(Box::new(statement));
    let plan = state
        .statement_to_plan(statement)
        .await
        .map_err(|e| EngineError::planning(&e))?;
    // Checked with types coerced, as it will run: a sum over CASE … ELSE 0 is then one of decimals.
    let analyzed = state
        .analyzer()
        .execute_and_check(plan.clone(), state.config_options(), |_, _| {})
        .map_err(|e| EngineError::planning(&e))?;
    sandbox::check_plan(&analyzed, strictness)?;
    Ok(plan)
}

fn state(
    settings: &Settings,
    calendars: &Arc<BTreeMap<String, Calendar>>,
) -> Result<SessionState, EngineError> {
    let mut config = SessionConfig::new()
        .with_target_partitions(settings.partitions.max(1))
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(true);
    let options = config.options_mut();
    options.sql_parser.parse_float_as_decimal = true;
    options.execution.enable_recursive_ctes = false;
    // What a sort keeps for merging what it spilled. A method has dozens of sorts, and the pool is
    // shared out among them: the default of 10 MiB each would leave none of them any room.
    options.execution.sort_spill_reservation_bytes = 1 << 20;
    options.execution.parquet.pushdown_filters = true;
    // Plain strings, not views: sorting views over and over makes every batch hold the buffers of all
    // batches before it, and a chain of windows over two thousand rows then asks for gigabytes.
    options.execution.parquet.schema_force_view_types = false;
    options.sql_parser.map_string_types_to_utf8view = false;
    let pool = FairSpillPool::new(settings.memory);
    let largest = NonZeroUsize::new(3).expect("three is not zero");
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(TrackConsumersPool::new(pool, largest)))
        .with_disk_manager_builder(
            DiskManagerBuilder::default()
                .with_mode(DiskManagerMode::Directories(vec![settings.temp.clone()]))
                .with_max_temp_directory_size(settings.disk),
        )
        .build_arc()
        .map_err(|e| EngineError::Run(e.to_string()))?;
    let builder = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_expr_planners(SessionStateDefaults::default_expr_planners())
        .with_physical_optimizer_rule(Arc::new(SortRuns))
        .with_physical_optimizer_rule(Arc::new(OwnBuffers));
    Ok(functions::register(builder, calendars).build())
}

/// Ascending, nulls last: the order of everything that fisc sorts.
fn ascending(columns: &[String]) -> Vec<Sort> {
    columns
        .iter()
        .map(|c| Sort::new(datafusion::prelude::ident(c), true, false))
        .collect()
}

/// The columns of a ledger table on disk, provenance first.
pub(crate) fn table_schema(table: &schema::Table) -> SchemaRef {
    let provenance = schema::PROVENANCE
        .iter()
        .map(|(n, t)| Field::new(*n, arrow_type(*t), true));
    let columns = table
        .columns
        .iter()
        .map(|c| Field::new(&c.name, arrow_type(c.ty), true));
    Arc::new(Schema::new(provenance.chain(columns).collect::<Vec<_>>()))
}

pub(crate) fn arrow_type(ty: Type) -> DataType {
    match ty {
        Type::Text => DataType::Utf8,
        Type::Integer => DataType::Int64,
        Type::Date => DataType::Date32,
        Type::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, None),
        Type::Boolean => DataType::Boolean,
        Type::Money => DataType::Decimal128(18, 2),
        Type::Decimal => DataType::Decimal128(18, 6),
    }
}
