//! The book of what the public sends: a file of the office's own, since it goes on over the years and over
//! engagements. Events are only ever added, and who may add one is judged by a closure of the caller,
//! under the write lock, over everything that is there. How somebody is reached stands in a table of its
//! own, from which it is erased so that the file does not hold it any more.

use crate::{StoreError, io_at};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// "fisp", in the header of the file: no record and no register is taken for a book.
const APPLICATION_ID: i64 = 0x6669_7370;

/// The version that this program writes.
const KNOWN: i64 = 1;

/// The file, open.
#[derive(Debug)]
pub struct Book {
    connection: Connection,
    path: PathBuf,
}

/// What an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Desk {
    /// Feedback on what was published.
    Feedback,
    /// Requests for disclosure.
    Request,
}

impl Desk {
    /// As it stands in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Desk::Feedback => "feedback",
            Desk::Request => "request",
        }
    }
}

/// An event to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// The item's number.
    pub item: String,
    /// The day it happened.
    pub on: NaiveDate,
    /// Who did it.
    pub by: String,
    /// What, as JSON.
    pub act: String,
    /// How whoever sent the item is reached; kept apart from the event.
    pub contact: Option<String>,
    /// Erases what is kept of that.
    pub erases: bool,
}

/// An event as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenEvent {
    /// The item's number.
    pub item: String,
    /// The day it happened.
    pub on: NaiveDate,
    /// Who did it.
    pub by: String,
    /// What, as JSON.
    pub act: String,
    /// When it was written down.
    pub written: DateTime<Utc>,
}

impl Book {
    /// Opens the file, and makes it where there is none, for its owner alone.
    ///
    /// # Errors
    /// It is not ours, it is damaged or of a newer version, or the folder does not take it.
    pub fn open(path: &Path) -> Result<Book, StoreError> {
        let mut options = fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(path) {
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(io_at(path)(e)),
        }
        let failed = |e| StoreError::from_sqlite(path, e);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(crate::PATIENCE).map_err(failed)?;
        let path = path.to_path_buf();
        let book = Book { connection, path };
        book.migrate()?;
        Ok(book)
    }

    fn migrate(&self) -> Result<(), StoreError> {
        let number = |sql: &str| {
            let one = self.connection.query_row(sql, [], |r| r.get::<_, i64>(0));
            one.map_err(|e| self.failed(e))
        };
        let application = number("PRAGMA application_id")?;
        let tables = number("SELECT count(*) FROM sqlite_schema")?;
        let path = self.path.clone();
        if application != APPLICATION_ID && tables > 0 {
            let what =
                "it is an SQLite file of another kind, and no book of feedback and requests".into();
            return Err(StoreError::Foreign { path, what });
        }
        let found = number("PRAGMA user_version")?;
        if found > KNOWN {
            let known = KNOWN;
            return Err(StoreError::Newer { path, found, known });
        }
        // What is erased is overwritten, not only let go.
        let script = concat!(
            include_str!("../sql/open.sql"),
            "PRAGMA secure_delete = ON;"
        );
        self.connection
            .execute_batch(script)
            .map_err(|e| self.failed(e))?;
        if found == KNOWN {
            return Ok(());
        }
        let transaction = self.transaction()?;
        // Again, now that nobody else does the same.
        if number("PRAGMA user_version")? < KNOWN {
            let script = format!(
                "{}PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {KNOWN};",
                include_str!("../sql/public/001.sql")
            );
            transaction
                .execute_batch(&script)
                .map_err(|e| self.failed(e))?;
        }
        transaction.commit().map_err(|e| self.failed(e))
    }

    /// Adds events of a desk, all or none: `judge` sees everything of the desk that is there, in its
    /// order, and nobody else writes before its events are. An error of it leaves nothing.
    ///
    /// # Errors
    /// Those of `judge`, and the file does not take them.
    pub fn add<T, E: From<StoreError>>(
        &mut self,
        desk: Desk,
        now: DateTime<Utc>,
        judge: impl FnOnce(&[WrittenEvent]) -> Result<(Vec<NewEvent>, T), E>,
    ) -> Result<T, E> {
        let transaction = self.transaction()?;
        let (events, result) = judge(&self.events(desk)?)?;
        let mut erases = false;
        for event in &events {
            let write = || {
                let sql = "INSERT INTO event (desk, item, happened, person, act, written) \
                           VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
                let (on, at) = (event.on.to_string(), now.timestamp());
                let row = (desk.name(), &event.item, on, &event.by, &event.act, at);
                transaction.execute(sql, row)?;
                if let Some(contact) = &event.contact {
                    let sql = "INSERT INTO contact (desk, item, content) VALUES (?1, ?2, ?3)";
                    transaction.execute(sql, (desk.name(), &event.item, contact))?;
                }
                if event.erases {
                    let sql = "DELETE FROM contact WHERE desk = ?1 AND item = ?2";
                    transaction.execute(sql, (desk.name(), &event.item))?;
                }
                Ok(())
            };
            write().map_err(|e| self.failed(e))?;
            erases |= event.erases;
        }
        transaction.commit().map_err(|e| self.failed(e))?;
        if erases {
            self.forget()?;
        }
        Ok(result)
    }

    /// Writes the log into the file and empties it: what was erased stood there too.
    fn forget(&self) -> Result<(), StoreError> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy = self.connection.query_row(sql, [], |r| r.get::<_, i64>(0));
        match busy.map_err(|e| self.failed(e))? {
            0 => Ok(()),
            _ => Err(StoreError::Busy {
                path: self.path.clone(),
            }),
        }
    }

    /// All events of a desk, in the order in which they were written.
    ///
    /// # Errors
    /// The file does not answer, or a day in it is none.
    pub fn events(&self, desk: Desk) -> Result<Vec<WrittenEvent>, StoreError> {
        let read = || {
            let sql = "SELECT item, happened, person, act, written FROM event WHERE desk = ?1 ORDER BY id";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([desk.name()], |r| {
                let day: String = r.get(1)?;
                Ok((r.get(0)?, day, r.get(2)?, r.get(3)?, r.get::<_, i64>(4)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<(String, String, String, String, i64)>>>()
        };
        let rows = read().map_err(|e| self.failed(e))?;
        let one = |(item, day, by, act, written): (String, String, String, String, i64)| {
            let on = day.parse().map_err(|_| StoreError::Damaged {
                path: self.path.clone(),
                what: format!("an event of {item}: {day:?} is no day"),
            })?;
            Ok(WrittenEvent {
                item,
                on,
                by,
                act,
                written: DateTime::from_timestamp(written, 0).unwrap_or_default(),
            })
        };
        rows.into_iter().map(one).collect()
    }

    /// How whoever sent an item is reached, while that is kept.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn contact(&self, desk: Desk, item: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT content FROM contact WHERE desk = ?1 AND item = ?2";
        let found = self
            .connection
            .query_row(sql, (desk.name(), item), |r| r.get(0))
            .optional();
        found.map_err(|e| self.failed(e))
    }

    fn transaction(&self) -> Result<Transaction<'_>, StoreError> {
        Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .map_err(|e| self.failed(e))
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}
