//! Looking up rows by their keys. A few keys are named in the statement, so that the parts of the
//! ledger that do not hold them are not read; many are registered as a table.

use fisc_engine::{Engine, EngineError, Rows, Strictness};

/// Up to so many keys a statement names them: more would be looked for in most parts anyway.
const NAMED: usize = 32;

/// Keys to look for, each once.
pub(crate) struct Keys<'a> {
    pub(crate) keys: &'a [String],
    /// Where many are registered; methods run at the same time, so the name is the method's own.
    table: String,
}

impl<'a> Keys<'a> {
    pub(crate) fn new(code: &str, keys: &'a [String]) -> Keys<'a> {
        let table = format!("evidence_of_{}", code.to_lowercase().replace('-', "_"));
        Keys { keys, table }
    }

    /// A condition: this column holds one of the keys.
    pub(crate) fn among(&self, column: &str) -> String {
        if self.keys.len() > NAMED {
            return format!(
                "EXISTS (SELECT 1 FROM {} e WHERE e.key = {column})",
                self.table
            );
        }
        let quoted: Vec<String> = self
            .keys
            .iter()
            .map(|k| format!("'{}'", k.replace('\'', "''")))
            .collect();
        format!("{column} IN ({})", quoted.join(", "))
    }

    /// Runs a statement with such a condition.
    pub(crate) fn query(&self, engine: &Engine, sql: &str) -> Result<Rows, EngineError> {
        if self.keys.is_empty() {
            return Ok(Rows::default());
        }
        if self.keys.len() <= NAMED {
            return engine.query(sql, Strictness::Method);
        }
        engine.register_texts(&self.table, &[("key", self.keys.to_vec())])?;
        let rows = engine.query(sql, Strictness::Method);
        engine.forget(&self.table);
        rows
    }
}
