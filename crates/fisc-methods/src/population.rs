//! The population of a method: what it is about = tested + excluded, by reason. And the check that
//! its evidence is among the tested: what the SQL leaves out and what the method says it leaves out
//! must be the same.

use crate::keys::Keys;
use crate::method::Method;
use fisc_engine::bind::{self, Parameter};
use fisc_engine::{Engine, EngineError, Strictness};
use fisc_model::lead::Bilingual;
use fisc_model::run::{Excluded, Population};
use std::collections::{BTreeMap, BTreeSet};

/// The pieces of SQL of a population, with parameters bound.
pub(crate) struct Clauses {
    /// Rows as (key, fate): fate is null for a tested row, else the number of the reason.
    sql: String,
    /// The fate of rows on whose day no version of the law is in force, where that can be.
    lapsed: Option<i64>,
}

impl Clauses {
    pub(crate) fn bind(
        method: &Method,
        parameters: &BTreeMap<String, Parameter>,
    ) -> Result<Clauses, EngineError> {
        let (meta, judged_on) = (&method.meta, method.meta.judged_on.as_deref());
        let spec = &meta.population;
        let from = spec
            .from
            .clone()
            .unwrap_or_else(|| format!("{} p", meta.evidence));
        let key = spec.key.as_deref().unwrap_or("p.key");
        let filter = spec.filter.as_deref().unwrap_or("TRUE");
        let mut fate = String::from("NULL");
        let in_force = bind::in_force(parameters, judged_on);
        if !meta.excludes.is_empty() || in_force.is_some() {
            fate = String::from("CASE");
            for (i, exclude) in meta.excludes.iter().enumerate() {
                fate.push_str(&format!(" WHEN {} THEN {i}", exclude.when));
            }
            if let Some(holds) = &in_force {
                fate.push_str(&format!(" WHEN NOT ({holds}) THEN {}", meta.excludes.len()));
            }
            fate.push_str(" END");
        }
        let sql = format!("SELECT {key} AS key, {fate} AS fate FROM {from} WHERE {filter}");
        Ok(Clauses {
            sql: bind::bind(&sql, parameters, judged_on)?,
            lapsed: in_force.and_then(|_| i64::try_from(meta.excludes.len()).ok()),
        })
    }

    /// A method's statement without the rows on whose day no version of the law is in force: what is
    /// not judged is not flagged either, whatever the statement makes of a null.
    pub(crate) fn judged(&self, sql: String) -> String {
        match self.lapsed {
            None => sql,
            Some(fate) => format!(
                "SELECT m.* FROM ({sql}) m WHERE NOT EXISTS \
                 (SELECT 1 FROM ({}) q WHERE q.key = m.key AND q.fate = {fate})",
                self.sql
            ),
        }
    }

    pub(crate) fn sql(&self) -> &str {
        &self.sql
    }

    pub(crate) fn count(
        &self,
        engine: &Engine,
        method: &Method,
    ) -> Result<Population, EngineError> {
        let sql = format!(
            "SELECT fate, COUNT(*) AS n FROM ({}) q GROUP BY fate",
            self.sql
        );
        let rows = engine.query(&sql, Strictness::Method)?;
        let mut by_fate: BTreeMap<Option<i64>, u64> = BTreeMap::new();
        for row in &rows.rows {
            let n = row[1]
                .integer()
                .and_then(|n| u64::try_from(n).ok())
                .unwrap_or_default();
            by_fate.insert(row[0].integer(), n);
        }
        let mut excluded: Vec<Excluded> = method
            .meta
            .excludes
            .iter()
            .zip(0..)
            .map(|(e, i)| Excluded {
                reason: e.reason.clone(),
                rows: by_fate.get(&Some(i)).copied().unwrap_or(0),
            })
            .collect();
        if let Some(rows) = self.lapsed.and_then(|fate| by_fate.get(&Some(fate))) {
            excluded.push(Excluded {
                reason: Bilingual {
                    en: "no law in force on the day on which the row is judged".into(),
                    zh: "判断所依据的日期没有现行有效的规定".into(),
                },
                rows: *rows,
            });
        }
        Ok(Population {
            rows: by_fate.values().sum(),
            tested: by_fate.get(&None).copied().unwrap_or(0),
            excluded,
        })
    }

    /// Those of the keys that are not among the tested; no more than three are named.
    pub(crate) fn untested(
        &self,
        engine: &Engine,
        keys: &Keys<'_>,
    ) -> Result<Vec<String>, EngineError> {
        let sql = format!(
            "SELECT q.key FROM ({}) q WHERE q.fate IS NULL AND {}",
            self.sql,
            keys.among("q.key")
        );
        let rows = keys.query(engine, &sql)?.rows;
        let tested: BTreeSet<String> = rows.iter().map(|r| r[0].to_string()).collect();
        let untested = keys.keys.iter().filter(|k| !tested.contains(*k));
        Ok(untested.take(3).cloned().collect())
    }

    /// Whether the FROM clause multiplies rows.
    pub(crate) fn repeats(&self, engine: &Engine) -> Result<Vec<String>, EngineError> {
        let sql = format!(
            "SELECT key FROM ({}) q GROUP BY key HAVING COUNT(*) > 1 ORDER BY key LIMIT 3",
            self.sql
        );
        let rows = engine.query(&sql, Strictness::Method)?;
        Ok(rows.rows.iter().map(|r| r[0].to_string()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fisc_catalogue::Catalogue;
    use fisc_engine::bind::Literal;
    use fisc_engine::{Settings, TextTable};

    #[test]
    fn rows_of_days_without_law_are_counted_apart() {
        let temp = std::env::temp_dir();
        let settings = Settings {
            partitions: 1,
            threads: 1,
            memory: 64 << 20,
            disk: 1 << 20,
            temp,
            calendars: BTreeMap::new(),
        };
        let row = |cells: [&str; 3]| cells.map(|c| Some(c.to_string())).to_vec();
        let revenue = TextTable {
            columns: ["key", "received_on", "amount"].map(String::from).to_vec(),
            rows: vec![
                row(["R1", "2014-12-31", "1.00"]),
                row(["R2", "2015-01-01", "1.00"]),
                row(["R3", "2025-06-30", "1.00"]),
                row(["R4", "2025-07-01", "1.00"]),
            ],
        };
        let tables = BTreeMap::from([("revenue".to_string(), revenue)]);
        let engine = Engine::in_memory(&tables, &settings).expect("a ledger");
        let catalogue = Catalogue::embedded();
        let mut method =
            Method::read(&catalogue, "rev-001-revenue-late-to-treasury").expect("a method");
        method.meta.excludes.clear();
        method.meta.population = crate::method::PopulationSpec::default();
        let versions = vec![
            (Some("2015-01-01".into()), Literal::Number("10".into())),
            (Some("2025-07-01".into()), Literal::Nothing),
        ];
        let parameters = BTreeMap::from([("days".to_string(), Parameter { versions })]);
        let clauses = Clauses::bind(&method, &parameters).expect("binds");
        let counted = clauses.count(&engine, &method).expect("counts");
        assert_eq!((counted.rows, counted.tested), (4, 2));
        assert_eq!(counted.excluded.len(), 1);
        assert_eq!(counted.excluded[0].rows, 2);
        assert!(counted.excluded[0].reason.en.contains("no law in force"));
        let judged = clauses.judged("SELECT key FROM revenue".into());
        let rows = engine
            .query(&format!("{judged} ORDER BY key"), Strictness::Method)
            .expect("runs");
        let keys: Vec<String> = rows.rows.iter().map(|r| r[0].to_string()).collect();
        assert_eq!(keys, ["R2", "R3"]);
    }
}
