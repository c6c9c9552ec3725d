//! The risk register: a file of its own, since an office keeps one over the years and over its
//! engagements. It holds what others computed, as text, and never overwrites any of it.

use crate::{StoreError, io_at};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// "fisr", in the header of the file: a record is not taken for a register, nor the other way round.
const APPLICATION_ID: i64 = 0x6669_7372;

/// The version that this program writes.
const KNOWN: i64 = 1;

/// The file, open.
#[derive(Debug)]
pub struct Register {
    connection: Connection,
    path: PathBuf,
}

/// A fact about an auditee in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// An org_code.
    pub auditee: String,
    /// The year it is about.
    pub fiscal_year: i32,
    /// What.
    pub name: String,
    /// An exact integer, in the unit that the name says.
    pub value: i128,
}

/// An assessment as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The engagement it was made in.
    pub engagement: String,
    /// The year audited.
    pub fiscal_year: i32,
    /// An org_code.
    pub auditee: String,
    /// The auditee's name then.
    pub name: String,
    /// initial, planning, preparation or final.
    pub phase: String,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The whole of it as JSON.
    pub content: String,
}

/// What a decision said about a method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taught {
    /// The engagement.
    pub engagement: String,
    /// The lead's id.
    pub lead: String,
    /// The method's code.
    pub method: String,
    /// right, wrong or nothing.
    pub lesson: String,
}

impl Register {
    /// Opens the file, and makes it where there is none, for its owner alone.
    ///
    /// # Errors
    /// It is not ours, it is damaged or of a newer version, or the folder does not take it.
    pub fn open(path: &Path) -> Result<Register, StoreError> {
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
        let register = Register { connection, path };
        register.migrate()?;
        Ok(register)
    }

    /// The same where the file is there already; nothing is made where it is not, for who only reads.
    ///
    /// # Errors
    /// It is not ours, it is damaged or of a newer version.
    pub fn existing(path: &Path) -> Result<Option<Register>, StoreError> {
        match path.try_exists() {
            Ok(true) => Register::open(path).map(Some),
            Ok(false) => Ok(None),
            Err(e) => Err(io_at(path)(e)),
        }
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
            let what = "it is an SQLite file of another kind, and no risk register".into();
            return Err(StoreError::Foreign { path, what });
        }
        let found = number("PRAGMA user_version")?;
        if found > KNOWN {
            let known = KNOWN;
            return Err(StoreError::Newer { path, found, known });
        }
        self.connection
            .execute_batch(include_str!("../sql/open.sql"))
            .map_err(|e| self.failed(e))?;
        if found == KNOWN {
            return Ok(());
        }
        let transaction = self.transaction()?;
        // Again, now that nobody else does the same.
        if number("PRAGMA user_version")? < KNOWN {
            let script = format!(
                "{}PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {KNOWN};",
                include_str!("../sql/register/001.sql")
            );
            transaction
                .execute_batch(&script)
                .map_err(|e| self.failed(e))?;
        }
        transaction.commit().map_err(|e| self.failed(e))
    }

    /// Keeps the assessments of one moment, the facts they go back to and what was learnt, together
    /// or not at all.
    ///
    /// # Errors
    /// The file does not take them.
    pub fn keep(
        &mut self,
        engagement: &str,
        at: DateTime<Utc>,
        assessments: &[Kept],
        attributes: &[Attribute],
        lessons: &[Taught],
    ) -> Result<(), StoreError> {
        let transaction = self.transaction()?;
        let write = || {
            for a in assessments {
                let sql = "INSERT INTO assessment (engagement, fiscal_year, auditee, name, phase, at, content) \
                           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
                let at = a.at.timestamp();
                transaction.execute(
                    sql,
                    (
                        &a.engagement,
                        a.fiscal_year,
                        &a.auditee,
                        &a.name,
                        &a.phase,
                        at,
                        &a.content,
                    ),
                )?;
            }
            for a in attributes {
                // What stands already is not said again.
                let sql = "INSERT INTO attribute (auditee, fiscal_year, name, value, engagement, at) \
                           SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?4 IS NOT (SELECT value FROM attribute \
                           WHERE auditee = ?1 AND fiscal_year = ?2 AND name = ?3 ORDER BY id DESC LIMIT 1)";
                let value = a.value.to_string();
                transaction.execute(
                    sql,
                    (
                        &a.auditee,
                        a.fiscal_year,
                        &a.name,
                        value,
                        engagement,
                        at.timestamp(),
                    ),
                )?;
            }
            for l in lessons {
                let sql = "INSERT INTO lesson (engagement, lead, method, lesson, at) \
                           SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?4 IS NOT (SELECT lesson FROM lesson \
                           WHERE engagement = ?1 AND lead = ?2 ORDER BY id DESC LIMIT 1)";
                let at = at.timestamp();
                transaction.execute(sql, (&l.engagement, &l.lead, &l.method, &l.lesson, at))?;
            }
            Ok(())
        };
        write().map_err(|e| self.failed(e))?;
        transaction.commit().map_err(|e| self.failed(e))
    }

    /// All assessments, the oldest first; of one auditee where it is named.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn assessments(&self, auditee: Option<&str>) -> Result<Vec<Kept>, StoreError> {
        let read = || {
            let sql = "SELECT engagement, fiscal_year, auditee, name, phase, at, content \
                       FROM assessment WHERE ?1 IS NULL OR auditee = ?1 ORDER BY id";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([auditee], |r| {
                Ok(Kept {
                    engagement: r.get(0)?,
                    fiscal_year: r.get(1)?,
                    auditee: r.get(2)?,
                    name: r.get(3)?,
                    phase: r.get(4)?,
                    at: DateTime::from_timestamp(r.get(5)?, 0).unwrap_or_default(),
                    content: r.get(6)?,
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.failed(e))
    }

    /// What is known about every auditee, the last word on each year and name, sorted.
    ///
    /// # Errors
    /// The file does not answer, or a value in it is no number.
    pub fn attributes(&self) -> Result<Vec<Attribute>, StoreError> {
        let read = || {
            let sql = "SELECT auditee, fiscal_year, name, value FROM attribute a WHERE id = \
                       (SELECT max(id) FROM attribute b WHERE b.auditee = a.auditee \
                        AND b.fiscal_year = a.fiscal_year AND b.name = a.name) \
                       ORDER BY auditee, fiscal_year, name";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get::<_, String>(3)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<(String, i32, String, String)>>>()
        };
        let rows = read().map_err(|e| self.failed(e))?;
        let one = |(auditee, fiscal_year, name, value): (String, i32, String, String)| {
            let value = value.parse().map_err(|_| StoreError::Damaged {
                path: self.path.clone(),
                what: format!(
                    "attribute {name} of {auditee}, {fiscal_year}: {value:?} is no whole number"
                ),
            })?;
            Ok(Attribute {
                auditee,
                fiscal_year,
                name,
                value,
            })
        };
        rows.into_iter().map(one).collect()
    }

    /// The last lesson of each lead, by method: (right, wrong). Those of one engagement may be left
    /// out: who reads that one's record knows them already.
    ///
    /// # Errors
    /// The file does not answer.
    pub fn lessons(&self, besides: Option<&str>) -> Result<Vec<(String, u64, u64)>, StoreError> {
        let read = || {
            let sql = "SELECT method, sum(lesson = 'right'), sum(lesson = 'wrong') FROM lesson a \
                       WHERE id = (SELECT max(id) FROM lesson b WHERE b.engagement = a.engagement \
                                   AND b.lead = a.lead) AND (?1 IS NULL OR engagement <> ?1) \
                       GROUP BY method ORDER BY method";
            let mut statement = self.connection.prepare(sql)?;
            let count = |n: i64| u64::try_from(n).unwrap_or(0);
            let rows = statement.query_map([besides], |r| {
                Ok((r.get(0)?, count(r.get(1)?), count(r.get(2)?)))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|e| self.failed(e))
    }

    fn transaction(&self) -> Result<Transaction<'_>, StoreError> {
        Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .map_err(|e| self.failed(e))
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}
