//! Shared views: materialised once, before the methods that read them, each after what it needs
//! itself, with no more columns than are read.

use crate::side_by_side::side_by_side;
use fisc_catalogue::Catalogue;
use fisc_engine::{Engine, EngineError, bind};
use std::collections::{BTreeMap, BTreeSet};

/// The views of a catalogue. One that failed stays failed for all that need it.
pub(crate) struct Views<'a> {
    sql: BTreeMap<&'a str, &'a str>,
    failed: BTreeMap<String, String>,
}

/// A view's name and what is to run for it.
type Waiting<'v> = (&'v String, String);

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
            failed: BTreeMap::new(),
        }
    }

    /// Materialises what these statements read, `jobs` views at the same time.
    pub(crate) fn materialise(&mut self, engine: &Engine, statements: &[&str], jobs: usize) {
        let order = self.order(statements);
        let declared: Vec<&String> = order
            .iter()
            .filter(|name| self.attempt(engine, name, |sql| engine.declare(name, sql)))
            .collect();
        let mut read: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let add = |read: &mut BTreeMap<String, BTreeSet<String>>, sql: &str| {
            // What does not plan reads nothing; its own run says why.
            for (table, columns) in engine.columns_read(sql).unwrap_or_default() {
                read.entry(table).or_default().extend(columns);
            }
        };
        statements.iter().for_each(|sql| add(&mut read, sql));
        // A view is read by methods and by the views after it: from the last to the first.
        let mut narrow = Vec::new();
        for name in declared.into_iter().rev() {
            let columns = read.get(name).map_or_else(Vec::new, |c| c.iter().collect());
            let whole = self.sql[name.as_str()];
            narrow.push((name, narrowed(whole, &columns)));
            // What a view names it must find, also where nobody reads what it makes of it.
            add(&mut read, whole);
        }
        narrow.reverse();
        while !narrow.is_empty() {
            let (now, later) = self.standing(narrow);
            let results = side_by_side(&now, jobs, |(name, sql)| engine.materialise(name, sql));
            for ((name, sql), result) in now.into_iter().zip(results) {
                self.attempt(engine, name, |_| match result {
                    // Over its share of the memory: again, alone.
                    Err(EngineError::Memory(_)) => engine.materialise(name, &sql).map(drop),
                    other => other.map(drop),
                });
            }
            narrow = later;
        }
    }

    /// Of these views, those that need none of the others, and the rest. One whose need has failed
    /// is in neither.
    fn standing<'v>(&mut self, views: Vec<Waiting<'v>>) -> (Vec<Waiting<'v>>, Vec<Waiting<'v>>) {
        let waiting: BTreeSet<String> = views.iter().map(|(name, _)| (*name).clone()).collect();
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for (name, sql) in views {
            let needs = bind::tables_of(&sql).unwrap_or_default();
            let lost = needs.iter().find_map(|n| self.failed.get_key_value(n));
            if let Some((need, why)) = lost {
                let why = format!("views/{need}.sql: {why}");
                self.failed.insert(name.clone(), why);
            } else if needs.iter().any(|n| waiting.contains(n)) {
                later.push((name, sql));
            } else {
                now.push((name, sql));
            }
        }
        (now, later)
    }

    /// Whether all that these statements read is there.
    ///
    /// # Errors
    /// The first view that failed, and why.
    pub(crate) fn check(&mut self, statements: &[&str]) -> Result<(), EngineError> {
        let order = self.order(statements);
        match order.iter().find_map(|n| self.failed.get_key_value(n)) {
            None => Ok(()),
            Some((name, why)) => Err(EngineError::Sql(format!("views/{name}.sql: {why}"))),
        }
    }

    /// The views that these statements need, each after those it needs itself.
    fn order(&mut self, statements: &[&str]) -> Vec<String> {
        let mut order = Vec::new();
        for sql in statements {
            self.visit(sql, &mut order, &mut Vec::new());
        }
        order
    }

    fn visit(&mut self, sql: &str, order: &mut Vec<String>, open: &mut Vec<String>) {
        for name in bind::tables_of(sql).unwrap_or_default() {
            let Some(sql) = self.sql.get(name.as_str()).copied() else {
                continue;
            };
            if open.contains(&name) {
                self.failed.insert(name, "needs itself".to_string());
            } else if !order.contains(&name) {
                open.push(name.clone());
                self.visit(sql, order, open);
                open.pop();
                order.push(name);
            }
        }
    }

    /// Does one step for a view that has not failed; keeps why it fails. What reads a view that
    /// failed must not find an empty table.
    fn attempt(
        &mut self,
        engine: &Engine,
        name: &str,
        step: impl FnOnce(&str) -> Result<(), EngineError>,
    ) -> bool {
        if self.failed.contains_key(name) {
            return false;
        }
        let Err(e) = step(self.sql[name]) else {
            return true;
        };
        engine.forget(name);
        self.failed.insert(name.to_string(), e.to_string());
        false
    }
}

/// The view with these columns alone; whole where nothing says which.
fn narrowed(sql: &str, columns: &[&String]) -> String {
    if columns.is_empty() {
        return sql.to_string();
    }
    let columns: Vec<String> = columns.iter().map(|c| format!("\"{c}\"")).collect();
    format!("SELECT {} FROM (\n{sql}\n) v", columns.join(", "))
}
