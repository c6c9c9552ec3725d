//! What can go wrong in the engine, in words for the person who wrote the SQL or owns the disk.

use std::path::PathBuf;

/// An engine error.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The statement is not one that only reads the ledger, or not an exact one.
    #[error("refused: {0}")]
    Refused(String),
    /// The SQL does not parse or does not plan.
    #[error("{0}")]
    Sql(String),
    /// The query needs more memory than its share.
    #[error("too little memory: {0}; a larger --memory gives it more")]
    Memory(String),
    /// The query failed while it ran.
    #[error("{0}")]
    Run(String),
    /// The ledger is missing or not whole.
    #[error("{}: {message}", path.display())]
    Ledger {
        /// Where.
        path: PathBuf,
        /// What is wrong and what to do.
        message: String,
    },
    /// The disk said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl EngineError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> EngineError {
        let path = path.into();
        move |source| EngineError::Io { path, source }
    }

    pub(crate) fn ledger(path: impl Into<PathBuf>, message: impl Into<String>) -> EngineError {
        EngineError::Ledger {
            path: path.into(),
            message: message.into(),
        }
    }

    /// An error of planning: the message without the engine's own prefixes and backtraces.
    pub(crate) fn planning(error: &datafusion::error::DataFusionError) -> EngineError {
        EngineError::Sql(first_line(&error.strip_backtrace()))
    }

    /// An error of running; running out of memory is told apart, because a retry may help.
    pub(crate) fn running(error: &datafusion::error::DataFusionError) -> EngineError {
        use datafusion::error::DataFusionError::ResourcesExhausted;
        match error.find_root() {
            // What the engine says names its own settings and operators, which no user can reach.
            ResourcesExhausted(_) => {
                EngineError::Memory("a sort, join or aggregate needs more than its share".into())
            }
            _ => EngineError::Run(first_line(&error.strip_backtrace())),
        }
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_string()
}
