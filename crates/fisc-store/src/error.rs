//! What can go wrong with the file, in words for the person who has it before them.

use crate::Log;
use fisc_record::log::OutOfRange;
use std::path::{Path, PathBuf};

/// Why the file did not take or give what was asked. Nothing is half written: a transaction that
/// fails leaves the file as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No file of this name.
    #[error("{}: there is no such record; it is made when the review of an engagement begins", .0.display())]
    Missing(PathBuf),
    /// A record is begun once.
    #[error("{}: exists already; a record is never begun anew over an old one", .0.display())]
    Exists(PathBuf),
    /// Another program's file.
    #[error("{}: is no record of fisc: {what}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// How that shows.
        what: String,
    },
    /// Of a version that this program does not know.
    #[error("{}: was written by a newer fisc (version {found} of the file; this program knows {known}); use that one", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The last one known here.
        known: i64,
    },
    /// Something in it is not as it was written.
    #[error("{}: the file is damaged: {what}; restore it from a copy and compare its checkpoint with the last one you kept", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What, and where.
        what: String,
    },
    /// Others kept writing.
    #[error("{}: other processes have been writing for {} seconds without a pause; nothing was changed, try again", path.display(), crate::PATIENCE.as_secs())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The disk or SQLite said no.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: rusqlite::Error,
    },
    /// The system said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The statement is on record.
    #[error(
        "this statement is on record already, as entry {position} of the log {log}; a statement is signed once: ask for a new one"
    )]
    Replayed {
        /// In which log.
        log: Log,
        /// Where.
        position: u64,
    },
    /// Larger than the file keeps in one piece.
    #[error(
        "{bytes} bytes are more than the {} that an attachment may have; split it",
        crate::MOST
    )]
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// The log has nothing there yet.
    #[error(transparent)]
    Beyond(OutOfRange),
    /// What was to be appended is no entry.
    #[error("{0}")]
    Entry(String),
    /// The log's key did not sign.
    #[error("the checkpoint could not be signed: {0}")]
    Sign(String),
}

impl StoreError {
    /// Sorts what SQLite says by what the user can do about it.
    pub(crate) fn from_sqlite(path: &Path, source: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode as Code;
        let path = path.to_path_buf();
        match source.sqlite_error_code() {
            Some(Code::NotADatabase) => StoreError::Foreign {
                path,
                what: "it is not an SQLite file".into(),
            },
            Some(Code::DatabaseCorrupt) => StoreError::Damaged {
                path,
                what: source.to_string(),
            },
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => StoreError::Busy { path },
            _ => StoreError::Sqlite { path, source },
        }
    }
}
