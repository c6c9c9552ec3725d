//! Files that entries name by digest: papers, scans, documents. They are put in before the entry that
//! names them; one that no entry names in the end is an orphan and harms nothing.

use crate::{Log, MOST, Store, StoreError};
use fisc_model::digest::sha256_hex;
use rusqlite::OptionalExtension;

impl Store {
    /// Keeps a file and returns the hex SHA-256 under which it is found; the same bytes twice are
    /// kept once. `log` is the log whose entries name it: what belongs to a referral is kept apart.
    ///
    /// # Errors
    /// It is too large, or the file does not take it.
    pub fn put_attachment(&mut self, log: Log, bytes: &[u8]) -> Result<String, StoreError> {
        if bytes.len() > MOST {
            return Err(StoreError::TooLarge { bytes: bytes.len() });
        }
        let digest = sha256_hex(bytes);
        let sql = "INSERT INTO attachment (log, sha256, bytes) VALUES (?1, ?2, ?3) \
                   ON CONFLICT DO NOTHING";
        self.connection
            .execute(sql, (log.name(), &digest, bytes))
            .map_err(|e| self.failed(e))?;
        Ok(digest)
    }

    /// The file of this hex SHA-256, compared with it as it is read.
    ///
    /// # Errors
    /// Its bytes are no longer those of the digest.
    pub fn attachment(&self, log: Log, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT bytes FROM attachment WHERE log = ?1 AND sha256 = ?2";
        let bytes: Option<Vec<u8>> = self
            .connection
            .query_row(sql, (log.name(), sha256), |row| row.get(0))
            .optional()
            .map_err(|e| self.failed(e))?;
        match bytes {
            Some(bytes) if sha256_hex(&bytes) != sha256 => {
                Err(self.damaged(format!("attachment {sha256} does not have this digest")))
            }
            other => Ok(other),
        }
    }

    /// Whether the file is there, without reading it.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn has_attachment(&self, log: Log, sha256: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM attachment WHERE log = ?1 AND sha256 = ?2)";
        self.connection
            .query_row(sql, (log.name(), sha256), |row| row.get(0))
            .map_err(|e| self.failed(e))
    }

    /// The hex digests of all files of a log, sorted.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn attachments(&self, log: Log) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT sha256 FROM attachment WHERE log = ?1 ORDER BY sha256";
        let read = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([log.name()], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.failed(e))
    }
}
