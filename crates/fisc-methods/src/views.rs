//! Shared views: materialised once a run, before the methods that read them, each after what it
//! needs itself.

use fisc_catalogue::Catalogue;
use fisc_engine::{Engine, EngineError, bind};
use std::collections::{BTreeMap, BTreeSet};

/// The views of a run: each is materialised when the first method needs it; one that failed stays
/// failed for all that need it.
pub(crate) struct Views<'a> {
    sql: BTreeMap<&'a str, &'a str>,
    done: BTreeMap<String, Result<(), String>>,
}

impl<'a> Views<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue) -> Views<'a> {
        let mut sql = BTreeMap::new();
        for (file, bytes) in catalogue.below("views") {
            if let (Some(name), Ok(text)) = (file.strip_suffix(".sql"), std::str::from_utf8(bytes))
            {
                sql.insert(name, text.trim().trim_end_matches(';'));
            }
        }
        Views {
            sql,
            done: BTreeMap::new(),
        }
    }

    /// Materialises what these statements read.
    pub(crate) fn materialise(
        &mut self,
        engine: &Engine,
        statements: &[&str],
    ) -> Result<(), EngineError> {
        let mut names = BTreeSet::new();
        for sql in statements {
            names.extend(bind::tables_of(sql)?);
        }
        for name in names {
            self.one(engine, &name, &mut Vec::new())?;
        }
        Ok(())
    }

    fn one(
        &mut self,
        engine: &Engine,
        name: &str,
        open: &mut Vec<String>,
    ) -> Result<(), EngineError> {
        let Some(sql) = self.sql.get(name).copied() else {
            return Ok(());
        };
        let failed = |e: &dyn std::fmt::Display| EngineError::Sql(format!("views/{name}.sql: {e}"));
        if let Some(result) = self.done.get(name) {
            return result.as_ref().copied().map_err(|e| failed(e));
        }
        if open.iter().any(|o| o == name) {
            return Err(failed(&"needs itself"));
        }
        open.push(name.to_string());
        for needed in bind::tables_of(sql)? {
            self.one(engine, &needed, open)?;
        }
        open.pop();
        let result = engine
            .materialise(name, sql)
            .map(drop)
            .map_err(|e| e.to_string());
        self.done.insert(name.to_string(), result.clone());
        result.map_err(|e| failed(&e))
    }
}
