//! The SQL engine behind an allow-list. DataFusion is linked here and nowhere else: the other
//! crates see the ledger, SQL text and [`Rows`].

pub mod bind;
mod compact;
mod error;
mod execute;
mod functions;
mod leads;
mod ledger;
pub mod lint;
pub mod mutate;
mod own_buffers;
mod parquet;
mod rows;
mod sandbox;
mod session;
mod sort_runs;
mod texts;
mod view;
mod watchdog;
mod write;

pub use compact::{Change, Changes, compact};
pub use error::EngineError;
pub use execute::Effort;
pub use leads::write_leads;
pub use ledger::{Manifest, Part, TableEntry, read_manifest};
pub use rows::{Rows, Value};
pub use sandbox::Strictness;
pub use session::{Engine, Settings};
pub use texts::TextTable;
