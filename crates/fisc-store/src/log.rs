//! The two logs: entries with the hashes of their tree. An entry, the hashes that it completes and
//! the checkpoint that the log signs over it are one transaction, and are there together or not at
//! all.

use crate::{Store, StoreError};
use fisc_record::log::{self, Node, Nodes, OutOfRange};
use fisc_record::{Checkpoint, Entry, Hash, Note, Proof, SecretKey, checkpoint, folder};
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;
use std::fmt;

/// What whoever signed gets: where the entry stands, and the proof under the log's signature that it
/// does. A log that loses the entry later is shown up by it.
pub type Receipt = Proof;

/// Which log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Log {
    /// What everybody of the engagement sees.
    Record,
    /// Referrals, for those who need to know.
    Referrals,
}

impl Log {
    /// Both.
    pub const ALL: [Log; 2] = [Log::Record, Log::Referrals];

    /// As it is called in the file and in its checkpoints.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Log::Record => "record",
            Log::Referrals => "referrals",
        }
    }
}

impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Store {
    /// Appends what `judge` returns: its entry, the hashes that it completes and the checkpoint over
    /// it in one transaction. `judge` sees the file under the write lock, so that nothing comes
    /// between what it looked at and its entry; when it refuses, nothing is written. When this
    /// returns a receipt, the entry is on the disk.
    ///
    /// # Errors
    /// `judge` refused; the statement is on record already; the file did not take it.
    pub fn append<E: From<StoreError>>(
        &mut self,
        log: Log,
        engagement: &str,
        key: &SecretKey,
        judge: impl FnOnce(&Store) -> Result<Entry, E>,
    ) -> Result<Receipt, E> {
        let transaction = self.transaction()?;
        let entry = judge(self)?;
        let receipt = self.write(log, engagement, key, &entry)?;
        transaction.commit().map_err(|e| self.failed(e))?;
        Ok(receipt)
    }

    fn write(
        &self,
        log: Log,
        engagement: &str,
        key: &SecretKey,
        entry: &Entry,
    ) -> Result<Receipt, StoreError> {
        let bytes = entry
            .to_bytes()
            .map_err(|e| StoreError::Entry(e.to_string()))?;
        let statement = entry.envelope.statement_digest();
        if let Some((log, position)) = self.position(&statement)? {
            return Err(StoreError::Replayed { log, position });
        }
        let index = self.size(log)?;
        let size = index + 1;
        let tree = self.tree(log);
        let new = log::append(&tree, index, log::leaf_hash(&bytes))?;
        let insert = || {
            let sql = "INSERT INTO entry (log, position, statement, bytes) VALUES (?1, ?2, ?3, ?4)";
            self.connection
                .execute(sql, (log.name(), sql_int(index), &statement, &bytes))?;
            let sql = "INSERT INTO hash (log, level, place, hash) VALUES (?1, ?2, ?3, ?4)";
            let mut insert = self.connection.prepare(sql)?;
            for (node, hash) in &new {
                let place = sql_int(node.index);
                insert.execute((log.name(), node.level, place, hash.0.as_slice()))?;
            }
            Ok(())
        };
        insert().map_err(|e| self.failed(e))?;
        let signed = |e: fisc_record::note::NoteError| StoreError::Sign(e.to_string());
        let checkpoint = Checkpoint {
            origin: checkpoint::origin(engagement, log.name()).map_err(signed)?,
            size,
            root: log::root(&tree, size)?,
        };
        let checkpoint = checkpoint.sign(key).map_err(signed)?;
        let sql = "INSERT INTO checkpoint (log, size, note) VALUES (?1, ?2, ?3)";
        self.connection
            .execute(sql, (log.name(), sql_int(size), checkpoint.to_string()))
            .map_err(|e| self.failed(e))?;
        Ok(Proof {
            index,
            hashes: log::inclusion(&tree, index, size)?,
            checkpoint,
        })
    }

    /// How many entries a log has.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn size(&self, log: Log) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(max(position) + 1, 0) FROM entry WHERE log = ?1";
        let size: i64 = self
            .connection
            .query_row(sql, [log.name()], |row| row.get(0))
            .map_err(|e| self.failed(e))?;
        Ok(size.unsigned_abs())
    }

    /// The root of a log's first `size` entries.
    ///
    /// # Errors
    /// It does not have so many.
    pub fn root(&self, log: Log, size: u64) -> Result<Hash, StoreError> {
        log::root(&self.tree(log), size)
    }

    /// The entries from a position on, in order.
    ///
    /// # Errors
    /// One is missing or no longer an entry.
    pub fn entries(&self, log: Log, from: u64) -> Result<Vec<Entry>, StoreError> {
        let read = |(bytes, i): (Vec<u8>, u64)| {
            Entry::parse(&bytes)
                .map_err(|e| self.damaged(format!("entry {i} of the log {log}: {e}")))
        };
        let bytes = self.entry_bytes(log, from)?;
        bytes.into_iter().zip(from..).map(read).collect()
    }

    /// The canonical JSON of the entries from a position on: the leaves of the tree.
    ///
    /// # Errors
    /// One is missing.
    pub fn entry_bytes(&self, log: Log, from: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        let read = || -> rusqlite::Result<Vec<(i64, Vec<u8>)>> {
            let sql = "SELECT position, bytes FROM entry WHERE log = ?1 AND position >= ?2 \
                       ORDER BY position";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map((log.name(), sql_int(from)), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
            rows.collect()
        };
        let rows = read().map_err(|e| self.failed(e))?;
        let mut entries = Vec::with_capacity(rows.len());
        for ((position, bytes), expected) in rows.into_iter().zip(from..) {
            if position != sql_int(expected) {
                return Err(self.damaged(format!("entry {expected} of the log {log} is missing")));
            }
            entries.push(bytes);
        }
        Ok(entries)
    }

    /// Where a statement stands, by the hex SHA-256 of its bytes.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn position(&self, statement: &str) -> Result<Option<(Log, u64)>, StoreError> {
        let sql = "SELECT log, position FROM entry WHERE statement = ?1";
        let found: Option<(String, i64)> = self
            .connection
            .query_row(sql, [statement], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
            .map_err(|e| self.failed(e))?;
        Ok(found.and_then(|(name, position)| {
            let log = Log::ALL.into_iter().find(|log| log.name() == name)?;
            Some((log, position.unsigned_abs()))
        }))
    }

    /// The last checkpoint of a log; none before its first entry.
    ///
    /// # Errors
    /// It is no longer a note.
    pub fn checkpoint(&self, log: Log) -> Result<Option<Note>, StoreError> {
        self.note(log, "ORDER BY size DESC LIMIT 1", i64::MAX)
    }

    /// The checkpoint of a log at a size, for who kept an older one.
    ///
    /// # Errors
    /// It is no longer a note.
    pub fn checkpoint_at(&self, log: Log, size: u64) -> Result<Option<Note>, StoreError> {
        self.note(log, "AND size = ?2", sql_int(size))
    }

    fn note(&self, log: Log, which: &str, size: i64) -> Result<Option<Note>, StoreError> {
        let sql = format!("SELECT note FROM checkpoint WHERE log = ?1 AND size <= ?2 {which}");
        let text: Option<String> = self
            .connection
            .query_row(&sql, (log.name(), size), |row| row.get(0))
            .optional()
            .map_err(|e| self.failed(e))?;
        let Some(text) = text else {
            return Ok(None);
        };
        let note = text.parse();
        note.map(Some)
            .map_err(|e| self.damaged(format!("a checkpoint of the log {log}: {e}")))
    }

    /// The receipt of an entry under the log's last checkpoint.
    ///
    /// # Errors
    /// There is no such entry.
    pub fn receipt(&self, log: Log, index: u64) -> Result<Receipt, StoreError> {
        // One read transaction: the checkpoint is the one of the tree that the proof is from.
        let _transaction = self.snapshot()?;
        let size = self.size(log)?;
        let hashes = log::inclusion(&self.tree(log), index, size)?;
        let checkpoint = self.checkpoint_at(log, size)?;
        let checkpoint = checkpoint
            .ok_or_else(|| self.damaged(format!("the log {log} has no checkpoint of {size}")))?;
        Ok(Proof {
            index,
            hashes,
            checkpoint,
        })
    }

    /// That the log of `size` entries begins with the one of `old` entries.
    ///
    /// # Errors
    /// The log does not have so many.
    pub fn consistency(&self, log: Log, old: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
        log::consistency(&self.tree(log), old, size)
    }

    /// The log as the files of a record folder, by path; empty before its first entry.
    ///
    /// # Errors
    /// Something in the file is damaged.
    pub fn files(&self, log: Log) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
        let _transaction = self.snapshot()?;
        let Some(checkpoint) = self.checkpoint(log)? else {
            return Ok(BTreeMap::new());
        };
        let entries = self.entry_bytes(log, 0)?;
        folder::files(&entries, &checkpoint)
            .map_err(|long| self.damaged(format!("the log {log} has an entry of {long} bytes")))
    }

    /// Several reads of one state of the file; a judge under the write lock has that already.
    pub(crate) fn snapshot(&self) -> Result<Option<rusqlite::Transaction<'_>>, StoreError> {
        if !self.connection.is_autocommit() {
            return Ok(None);
        }
        let transaction = self.connection.unchecked_transaction();
        transaction.map(Some).map_err(|e| self.failed(e))
    }

    pub(crate) fn tree(&self, log: Log) -> Tree<'_> {
        Tree { store: self, log }
    }
}

/// The hashes of a log's tree as the file keeps them.
pub(crate) struct Tree<'a> {
    store: &'a Store,
    log: Log,
}

impl Nodes for Tree<'_> {
    type Error = StoreError;

    fn node(&self, node: Node) -> Result<Hash, StoreError> {
        let sql = "SELECT hash FROM hash WHERE log = ?1 AND level = ?2 AND place = ?3";
        let key = (self.log.name(), node.level, sql_int(node.index));
        let hash = self
            .store
            .connection
            .query_row(sql, key, |row| row.get(0))
            .optional()
            .map_err(|e| self.store.failed(e))?;
        hash.map(Hash).ok_or_else(|| {
            self.store.damaged(format!(
                "a hash of the log {} is missing (level {}, place {})",
                self.log, node.level, node.index
            ))
        })
    }
}

impl From<OutOfRange> for StoreError {
    fn from(error: OutOfRange) -> StoreError {
        StoreError::Beyond(error)
    }
}

/// SQLite's integers are signed; no log reaches their end.
fn sql_int(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
