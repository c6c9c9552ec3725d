//! The population of a method unit by unit: how many rows of each budget unit it tested. A run counts
//! the whole; whoever compares units, as risk does, must know what was tested in each.

use crate::method::Method;
use crate::run::{Settings, blank, prepare};
use crate::views::Views;
use fisc_engine::{Engine, EngineError, Strictness, Value};
use fisc_model::schema;
use std::collections::{BTreeMap, BTreeSet};

/// Rows tested by org_code, for each method by its code. A method that does not run on this ledger,
/// or whose rows name no unit, is left out.
///
/// # Errors
/// A method's population cannot be counted.
pub fn tested_by_unit(
    engine: &Engine,
    methods: &[&Method],
    settings: &Settings<'_>,
) -> Result<BTreeMap<String, BTreeMap<String, u64>>, EngineError> {
    let mut asked = Vec::new();
    for method in methods {
        let units = units(engine, method);
        let ready = prepare(engine, method, settings, &mut blank(method))?;
        if let (Some(ready), Some(units)) = (ready, units) {
            asked.push((*method, ready, units));
        }
    }
    let populations: Vec<&str> = asked.iter().map(|(_, r, _)| r.population.sql()).collect();
    let mut views = Views::new(settings.catalogue);
    views.materialise(engine, &populations, settings.jobs);
    views.check(&populations)?;
    let mut counted = BTreeMap::new();
    for (method, ready, units) in &asked {
        let sql = format!(
            "SELECT u.org_code AS unit, COUNT(*) AS n FROM ({}) q JOIN ({units}) u ON u.key = q.key \
             WHERE q.fate IS NULL AND u.org_code IS NOT NULL GROUP BY u.org_code",
            ready.population.sql()
        );
        let found = engine.query(&sql, Strictness::Method)?;
        let one = |row: &Vec<Value>| {
            let n = row[1].integer().and_then(|n| u64::try_from(n).ok());
            (row[0].to_string(), n.unwrap_or_default())
        };
        let tested = found.rows.iter().map(one).collect();
        counted.insert(method.meta.code.clone(), tested);
    }
    Ok(counted)
}

/// Keys with their units, of the tables that the method says it reads.
fn units(engine: &Engine, method: &Method) -> Option<String> {
    let meta = &method.meta;
    let named = meta.requires.iter().chain(meta.any_of.iter().flatten());
    let tables = named.map(|n| n.split_once('.').map_or(n.as_str(), |(table, _)| table));
    let tables: BTreeSet<&str> = tables.chain([meta.evidence.as_str()]).collect();
    let has_units = |table: &&str| {
        let column = schema::table(table).is_some_and(|t| t.column("org_code").is_some());
        column && engine.manifest().has(&format!("{table}.org_code"))
    };
    let tables = tables.into_iter().filter(has_units);
    let rows: Vec<String> = tables
        .map(|t| format!("SELECT key, org_code FROM {t}"))
        .collect();
    (!rows.is_empty()).then(|| rows.join(" UNION ALL "))
}
