//! Failures as the user meets them: what, where, what to do; and the exit code of each kind.

use crate::texts::t;
use std::path::PathBuf;

/// Exit codes, documented in README.md.
pub mod code {
    /// Done.
    pub const DONE: u8 = 0;
    /// Failed.
    pub const FAILED: u8 = 1;
    /// Bad input: an engagement file, a mapping, a source.
    pub const BAD_INPUT: u8 = 3;
    /// Done, but some methods failed.
    pub const METHODS_FAILED: u8 = 4;
    /// A rule of the review refuses it.
    pub const REFUSED: u8 = 5;
    /// Leads at or above `--fail-on`.
    pub const LEADS: u8 = 10;
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The reader of our output went away.
    #[error("the output was closed")]
    Closed,
    /// Something the user gave is wrong.
    #[error("{0}")]
    Input(String),
    /// A rule of the review refuses it.
    #[error("{0}")]
    Refused(String),
    /// Something went wrong.
    #[error("{0}")]
    Failed(String),
    /// The disk said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Failure {
    /// The exit code of this kind.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Closed => code::DONE,
            Failure::Input(_) => code::BAD_INPUT,
            Failure::Refused(_) => code::REFUSED,
            Failure::Failed(_) | Failure::Io { .. } => code::FAILED,
        }
    }

    /// For `map_err` on reading a file or folder that the user named.
    pub fn given(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Failure {
        let path = path.into();
        move |source| match source.kind() {
            std::io::ErrorKind::NotFound => Failure::Input(t!("not-found", path = path.display())),
            _ => Failure::Io { path, source },
        }
    }

    /// For `map_err` on file operations.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Failure {
        let path = path.into();
        move |source| Failure::Io { path, source }
    }
}

/// Writing to the terminal or a pipe.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Failure::Closed
        } else {
            Failure::Failed(t!("no-output", error = error.to_string()))
        }
    }
}

impl From<fisc_store::StoreError> for Failure {
    fn from(error: fisc_store::StoreError) -> Failure {
        use fisc_store::StoreError as E;
        match error {
            E::Io { path, source } => Failure::Io { path, source },
            E::Busy { .. } | E::Sqlite { .. } | E::Sign(_) => Failure::Failed(error.to_string()),
            _ => Failure::Input(error.to_string()),
        }
    }
}

impl From<fisc_review::Refusal> for Failure {
    fn from(refusal: fisc_review::Refusal) -> Failure {
        let text = match crate::texts::lang() {
            fisc_publish::Lang::En => refusal.en,
            fisc_publish::Lang::Zh => refusal.zh,
        };
        Failure::Refused(t!("review-refused", rule = refusal.rule, text = text))
    }
}

impl From<fisc_review::office::OfficeError> for Failure {
    fn from(error: fisc_review::office::OfficeError) -> Failure {
        use fisc_review::office::OfficeError as E;
        match error {
            E::Refused(refusal) => refusal.into(),
            E::Store(error) => error.into(),
            E::File { .. } => Failure::Input(error.to_string()),
        }
    }
}

impl From<fisc_engine::EngineError> for Failure {
    fn from(error: fisc_engine::EngineError) -> Failure {
        use fisc_engine::EngineError as E;
        match error {
            E::Sql(message) if message.contains("Invalid function") => {
                let message = plain(&message);
                Failure::Input(t!("sql-functions", message = message.trim_end_matches('.')))
            }
            E::Sql(message) => Failure::Input(plain(&message)),
            E::Refused(_) | E::Ledger { .. } => Failure::Input(error.to_string()),
            E::Memory(_) | E::Run(_) => Failure::Failed(error.to_string()),
            E::Io { path, source } => Failure::Io { path, source },
        }
    }
}

/// The planner's message without what only its authors need: its stages and its catalogue.
fn plain(message: &str) -> String {
    let mut message = message;
    for stage in [
        "Error during planning: ",
        "Schema error: ",
        "SQL error: ",
        "This feature is not implemented: ",
    ] {
        message = message.strip_prefix(stage).unwrap_or(message);
    }
    message.replace("datafusion.public.", "")
}
