//! Who may log in, who has, and how often somebody has tried. Nothing of it is part of the record:
//! it can be lost without a signature being lost. Moments are given by the caller.

use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

impl Store {
    /// Sets the password of a person, as the PHC text of its argon2id hash, and ends the person's
    /// sessions: who changes a password may do so because somebody else knows the old one.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn set_password(&mut self, person: &str, phc: &str) -> Result<(), StoreError> {
        let transaction = self.transaction()?;
        let write = || {
            let sql = "INSERT INTO user (person, password) VALUES (?1, ?2) \
                       ON CONFLICT (person) DO UPDATE SET password = excluded.password";
            transaction.execute(sql, (person, phc))?;
            transaction.execute("DELETE FROM session WHERE person = ?1", [person])
        };
        write().map_err(|e| self.failed(e))?;
        transaction.commit().map_err(|e| self.failed(e))
    }

    /// The PHC text of a person's password, if the person may log in at all.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn password(&self, person: &str) -> Result<Option<String>, StoreError> {
        self.one("SELECT password FROM user WHERE person = ?1", person)
    }

    /// Who may log in, sorted.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn users(&self) -> Result<Vec<String>, StoreError> {
        let read = || -> rusqlite::Result<Vec<String>> {
            let sql = "SELECT person FROM user ORDER BY person";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.failed(e))
    }

    /// A person may no longer log in; open sessions end.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn remove_user(&mut self, person: &str) -> Result<(), StoreError> {
        self.run("DELETE FROM user WHERE person = ?1", person)
    }

    /// Opens a session under the SHA-256 of its token, and forgets those that have expired.
    ///
    /// # Errors
    /// There is no such user, or the file does not take it.
    pub fn open_session(
        &mut self,
        token: &[u8; 32],
        person: &str,
        now: DateTime<Utc>,
        expires: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let transaction = self.transaction()?;
        let write = || {
            let sql = "DELETE FROM session WHERE expires <= ?1";
            transaction.execute(sql, [now.timestamp()])?;
            let sql = "INSERT INTO session (token, person, expires) VALUES (?1, ?2, ?3)";
            transaction.execute(sql, (token.as_slice(), person, expires.timestamp()))
        };
        write().map_err(|e| self.failed(e))?;
        transaction.commit().map_err(|e| self.failed(e))
    }

    /// Whose session this is, as long as it has not expired.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn session(
        &self,
        token: &[u8; 32],
        now: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        let sql = "SELECT person FROM session WHERE token = ?1 AND expires > ?2";
        self.connection
            .query_row(sql, (token.as_slice(), now.timestamp()), |row| row.get(0))
            .optional()
            .map_err(|e| self.failed(e))
    }

    /// Ends one session.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn close_session(&mut self, token: &[u8; 32]) -> Result<(), StoreError> {
        self.run("DELETE FROM session WHERE token = ?1", token.as_slice())
    }

    /// Ends all sessions of a person.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn close_sessions(&mut self, person: &str) -> Result<(), StoreError> {
        self.run("DELETE FROM session WHERE person = ?1", person)
    }

    /// Ends every session: whose idle time nobody has watched does not go on.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn close_all_sessions(&mut self) -> Result<(), StoreError> {
        let done = self.connection.execute("DELETE FROM session", ());
        done.map(drop).map_err(|e| self.failed(e))
    }

    /// Keeps a sealed secret key of a person, in the place of the one before.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn put_sealed_key(&mut self, holder: &str, sealed: &[u8]) -> Result<(), StoreError> {
        let sql = "INSERT INTO sealed_key (holder, bytes) VALUES (?1, ?2) \
                   ON CONFLICT (holder) DO UPDATE SET bytes = excluded.bytes";
        let done = self.connection.execute(sql, (holder, sealed));
        done.map(drop).map_err(|e| self.failed(e))
    }

    /// The sealed secret key of a person.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn sealed_key(&self, holder: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.one("SELECT bytes FROM sealed_key WHERE holder = ?1", holder)
    }

    /// Notes an attempt to log in, by a person's id or an address, and says how many there have been
    /// since a moment, this one among them: counted and noted at once, so that attempts at the same
    /// time do not slip through. Attempts before that moment are forgotten, whosever they were.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn attempt(
        &mut self,
        who: &str,
        now: DateTime<Utc>,
        since: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let transaction = self.transaction()?;
        let write = || {
            let sql = "DELETE FROM attempt WHERE at < ?1";
            transaction.execute(sql, [since.timestamp()])?;
            let sql = "INSERT INTO attempt (who, at) VALUES (?1, ?2)";
            transaction.execute(sql, (who, now.timestamp()))?;
            let sql = "SELECT count(*) FROM attempt WHERE who = ?1";
            transaction.query_row(sql, [who], |row| row.get(0))
        };
        let count: i64 = write().map_err(|e| self.failed(e))?;
        transaction.commit().map_err(|e| self.failed(e))?;
        Ok(count.unsigned_abs())
    }

    /// A login that succeeded: the attempts before it no longer count.
    ///
    /// # Errors
    /// The file does not take it.
    pub fn forget_attempts(&mut self, who: &str) -> Result<(), StoreError> {
        self.run("DELETE FROM attempt WHERE who = ?1", who)
    }

    fn run(&self, sql: &str, key: impl rusqlite::ToSql) -> Result<(), StoreError> {
        let done = self.connection.execute(sql, [key]);
        done.map(drop).map_err(|e| self.failed(e))
    }

    fn one<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        key: &str,
    ) -> Result<Option<T>, StoreError> {
        self.connection
            .query_row(sql, [key], |row| row.get(0))
            .optional()
            .map_err(|e| self.failed(e))
    }
}
