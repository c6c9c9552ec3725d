//! The engagement's one SQLite file: the entries of the record with the hashes of their tree, the
//! files they name, and what the desk needs to let people in. It knows the form of an entry and
//! nothing of what is decided in it: who may append what is judged by a closure of the caller, under
//! the write lock, so that judgement and entry see the same record.
//!
//! SQLite was chosen because one file with one writer needs no server, survives a killed process and
//! a lost power supply, and is read by tools that will outlive this one. WAL lets readers go on while
//! somebody signs; `synchronous = FULL` makes an acknowledged entry one that is on the disk.

mod attachment;
mod book;
mod check;
mod desk;
mod error;
mod log;
mod register;

pub use book::{Book, Desk, NewEvent, WrittenEvent};
pub use error::StoreError;
pub use log::{Log, Receipt};
pub use register::{Attribute, Kept, Register, Taught};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for the others.
const PATIENCE: Duration = Duration::from_secs(60);

/// Bytes of an attachment at most: what SQLite keeps in one piece, with room to spare.
pub const MOST: usize = 512 << 20;

/// "fisc", in the header of the file: another program's SQLite file is not taken for a record.
const APPLICATION_ID: i64 = 0x6669_7363;

/// From version n to n + 1; the file says in `user_version` how many have been run.
const MIGRATIONS: [&str; 1] = [include_str!("../sql/001.sql")];

/// The version that this program writes.
const KNOWN: i64 = MIGRATIONS.len() as i64;

/// The file, open. Each thread opens its own.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Makes the file, for its owner alone: it holds sealed keys.
    ///
    /// # Errors
    /// It exists already, or the folder does not take it.
    pub fn create(path: &Path) -> Result<Store, StoreError> {
        let mut options = fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(path) {
            Ok(_) => {}
            // A creation that was killed before its first transaction leaves an empty file.
            Err(e)
                if e.kind() == io::ErrorKind::AlreadyExists
                    && fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() == 0) => {}
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                return Err(StoreError::Exists(path.to_path_buf()));
            }
            Err(e) => return Err(io_at(path)(e)),
        }
        let mut store = Store::connect(path)?;
        store.migrate(true)?;
        // The name must be on the disk too before anything in the file is acknowledged.
        #[cfg(unix)]
        {
            let folder = match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            let synced = fs::File::open(folder).and_then(|f| f.sync_all());
            synced.map_err(io_at(folder))?;
        }
        Ok(store)
    }

    /// Opens the file, and brings one of an older version up to this one.
    ///
    /// # Errors
    /// There is none, it is not ours, it is damaged or of a newer version.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_path_buf()));
        }
        let mut store = Store::connect(path)?;
        store.migrate(false)?;
        store.holds_together()?;
        Ok(store)
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn connect(path: &Path) -> Result<Store, StoreError> {
        let failed = |e| StoreError::from_sqlite(path, e);
        // No SQLITE_OPEN_URI: a path is a path, whatever it looks like.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        Ok(Store {
            connection,
            path: path.to_path_buf(),
        })
    }

    /// Runs what the file lacks, in one transaction.
    fn migrate(&mut self, new: bool) -> Result<(), StoreError> {
        let application = self.pragma("application_id")?;
        let tables: i64 = self
            .connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))
            .map_err(|e| self.failed(e))?;
        if application != APPLICATION_ID && !(new && tables == 0) {
            let what = if tables == 0 {
                "it is empty".into()
            } else {
                "it is an SQLite file of another program".into()
            };
            let path = self.path.clone();
            return Err(StoreError::Foreign { path, what });
        }
        let version = self.version()?;
        // After the look at what it is: these write into the file.
        self.connection
            .execute_batch(include_str!("../sql/open.sql"))
            .map_err(|e| self.failed(e))?;
        if version == KNOWN {
            return Ok(());
        }
        let transaction = self.transaction()?;
        // Again, now that nobody else runs the same migration.
        let version = self.version()?;
        if version < KNOWN {
            let missing = MIGRATIONS
                .iter()
                .skip(usize::try_from(version).unwrap_or(0));
            let mut script: String = missing.copied().collect();
            script.push_str(&format!(
                "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {KNOWN};"
            ));
            let run = transaction.execute_batch(&script);
            run.map_err(|e| self.failed(e))?;
        }
        transaction.commit().map_err(|e| self.failed(e))
    }

    /// The version of the file, if it is one that this program knows.
    fn version(&self) -> Result<i64, StoreError> {
        let found = self.pragma("user_version")?;
        if (0..=KNOWN).contains(&found) {
            return Ok(found);
        }
        let (path, known) = (self.path.clone(), KNOWN);
        Err(StoreError::Newer { path, found, known })
    }

    fn pragma(&self, name: &str) -> Result<i64, StoreError> {
        self.connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(|e| self.failed(e))
    }

    /// The write lock, until the transaction ends; dropped, it leaves nothing.
    fn transaction(&self) -> Result<Transaction<'_>, StoreError> {
        Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .map_err(|e| self.failed(e))
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }

    fn damaged(&self, what: impl Into<String>) -> StoreError {
        StoreError::Damaged {
            path: self.path.clone(),
            what: what.into(),
        }
    }
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_path_buf();
    move |source| StoreError::Io { path, source }
}
