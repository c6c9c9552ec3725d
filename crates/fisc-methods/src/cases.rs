//! A method's cases: small ledgers in CSV that must give just the leads written beside them. A row's
//! key in a case is its business key, so that expected.csv can be written by hand.

use crate::graph;
use crate::keys::Keys;
use crate::leads;
use crate::method::Method;
use crate::packs::Pack;
use crate::parameters::{self, Unset};
use crate::population::Clauses;
use crate::views::Views;
use fisc_catalogue::Catalogue;
use fisc_engine::bind::{self, Parameter};
use fisc_engine::{Engine, EngineError, Rows, Settings, Strictness, TextTable};
use fisc_model::schema::{self, PROVENANCE, Table};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A case and how it ended.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// The folder's name.
    pub name: String,
    /// `None`: as expected. Else what was expected and what came, line by line.
    pub problem: Option<String>,
    /// What came, as expected.csv would hold it.
    pub actual: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    #[serde(default, rename = "note")]
    _note: String,
    #[serde(default)]
    packs: Vec<String>,
    #[serde(default)]
    gov_code: Option<String>,
    #[serde(default)]
    keys_name_table: bool,
    #[serde(default)]
    parameters: BTreeMap<String, toml::Value>,
}

/// The columns that expected.csv begins with; further ones name details of the evidence row.
const HEADER: [&str; 5] = ["lead", "subject", "key", "amount", "days"];

/// The names of a method's cases.
#[must_use]
pub fn names(catalogue: &Catalogue, method: &Method) -> Vec<String> {
    catalogue
        .folders(&format!("methods/{}/cases", method.folder))
        .into_iter()
        .collect()
}

/// Runs one case. `sql` stands in for the method's own where a mutation is tested.
#[must_use]
pub fn run(
    catalogue: &Catalogue,
    method: &Method,
    name: &str,
    sql: Option<&str>,
    settings: &Settings,
) -> CaseResult {
    let mut result = CaseResult {
        name: name.to_string(),
        problem: None,
        actual: String::new(),
    };
    let lines = Prepared::new(catalogue, method, name, settings).and_then(|case| {
        let rows = case.rows(sql.unwrap_or(&method.sql), &BTreeMap::new())?;
        let lines = case.lines(&rows)?;
        Ok((case, lines))
    });
    match lines {
        Err(e) => result.problem = Some(e.to_string()),
        Ok((case, lines)) => {
            result.problem = case.difference(&lines);
            result.actual = csv_line(&case.header);
            for line in lines {
                result.actual.push('\n');
                result.actual.push_str(&line);
            }
            result.actual.push('\n');
        }
    }
    result
}

/// A case's ledger with its views, on which the method and changes of it can be run one after
/// another.
pub(crate) struct Prepared<'a> {
    pub(crate) name: String,
    method: &'a Method,
    engine: Engine,
    bound: BTreeMap<String, Parameter>,
    population: Clauses,
    header: Vec<String>,
    expected: Vec<String>,
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(
        catalogue: &Catalogue,
        method: &'a Method,
        name: &str,
        settings: &Settings,
    ) -> Result<Prepared<'a>, EngineError> {
        let folder = format!("methods/{}/cases/{name}", method.folder);
        let wrong = |e: String| EngineError::Sql(e);
        let case: CaseFile = match catalogue.text(&format!("{folder}/case.toml")) {
            Some(text) => toml::from_str(text).map_err(|e| wrong(format!("case.toml: {e}")))?,
            None => CaseFile::default(),
        };
        let packs: Vec<Pack> = case
            .packs
            .iter()
            .map(|p| Pack::read(catalogue, p))
            .collect::<Result<_, _>>()
            .map_err(wrong)?;
        let mut settings = settings.clone();
        for pack in &packs {
            if let Some(calendar) = &pack.calendar {
                settings
                    .calendars
                    .insert(pack.jurisdiction.clone(), calendar.clone());
            }
        }
        let engine = Engine::in_memory(
            &tables(catalogue, &folder, &packs, case.keys_name_table)?,
            &settings,
        )?;
        let gov_code = case.gov_code.as_deref().unwrap_or("990000");
        let (bound, _) = match parameters::resolve(method, &packs, gov_code, &case.parameters) {
            Ok(bound) => bound,
            Err(Unset::Skip(reason)) => return Err(wrong(format!("case.toml: {}", reason.en))),
            Err(Unset::Fail(message)) => return Err(wrong(format!("case.toml: {message}"))),
        };
        let population = Clauses::bind(method, &bound)?;
        // What a statement reads does not depend on the values of its parameters.
        let sql = bind::bind(&method.sql, &bound, method.meta.judged_on.as_deref())?;
        let sql = population.judged(sql);
        let mut views = Views::new(catalogue);
        views.materialise(&engine, &[&sql, population.sql()], 1);
        views.check(&[&sql, population.sql()])?;
        let counted = population.count(&engine, method)?;
        let excluded: u64 = counted.excluded.iter().map(|e| e.rows).sum();
        let repeats = population.repeats(&engine)?;
        if counted.tested + excluded != counted.rows || !repeats.is_empty() {
            return Err(wrong(format!(
                "[population] counts rows more than once: {}",
                repeats.join(", ")
            )));
        }
        let (header, expected) = expected(catalogue, &folder)?;
        Ok(Prepared {
            name: name.to_string(),
            method,
            engine,
            bound,
            population,
            header,
            expected,
        })
    }

    /// The parameters in force, by name.
    pub(crate) fn parameters(&self) -> &BTreeMap<String, Parameter> {
        &self.bound
    }

    /// What a statement returns on this ledger, under the case's parameters and these further ones.
    pub(crate) fn rows(
        &self,
        sql: &str,
        further: &BTreeMap<String, Parameter>,
    ) -> Result<Rows, EngineError> {
        let mut bound = self.bound.clone();
        bound.extend(further.iter().map(|(n, p)| (n.clone(), p.clone())));
        let sql = bind::bind(sql, &bound, self.method.meta.judged_on.as_deref())?;
        let rows = self
            .engine
            .query(&self.population.judged(sql), Strictness::Method)?;
        graph::rows(&self.method.meta, rows, &bound)
    }

    /// The lines of expected.csv that these rows make.
    pub(crate) fn lines(&self, rows: &Rows) -> Result<Vec<String>, EngineError> {
        let (method, engine) = (self.method, &self.engine);
        let wrong = |e: String| EngineError::Sql(e);
        let keys = leads::evidence_keys(method, rows)?;
        let keys: Vec<String> = keys
            .into_iter()
            .filter(|(t, _)| *t == method.meta.evidence)
            .map(|(_, k)| k)
            .collect();
        let keys = Keys::new(&method.meta.code, &keys);
        let untested = self.population.untested(engine, &keys)?;
        if !untested.is_empty() {
            return Err(wrong(format!(
                "evidence that is not among the tested rows: {}",
                untested.join(", ")
            )));
        }
        let details: Vec<&str> = self
            .header
            .iter()
            .skip(HEADER.len())
            .map(|h| &**h)
            .collect();
        let told = leads::told(method, rows, &details)?;
        let mut lines = Vec::new();
        for lead in leads::build(engine, method, rows, "")? {
            for e in lead.evidence {
                let amount = e.amount.to_string();
                let row = (lead.lead_key.clone(), e.table, e.key);
                let mut cells = vec![
                    lead.lead_key.clone(),
                    lead.subject.clone(),
                    row.2.clone(),
                    amount,
                ];
                cells.extend(told.get(&row).into_iter().flatten().cloned());
                lines.push(csv_line(&cells));
            }
        }
        lines.sort();
        Ok(lines)
    }

    /// What was expected and did not come, and what came unexpected.
    pub(crate) fn difference(&self, actual: &[String]) -> Option<String> {
        let wanted = &self.expected;
        let mut problem = String::new();
        for line in wanted.iter().filter(|w| !actual.contains(w)) {
            problem.push_str(&format!("- expected {line}\n"));
        }
        for line in actual.iter().filter(|a| !wanted.contains(a)) {
            problem.push_str(&format!("+ returned {line}\n"));
        }
        if problem.is_empty() && wanted.len() != actual.len() {
            problem.push_str("the same lines, but not the same number of times\n");
        }
        (!problem.is_empty()).then_some(problem)
    }
}

/// The header of expected.csv and its lines, sorted.
fn expected(
    catalogue: &Catalogue,
    folder: &str,
) -> Result<(Vec<String>, Vec<String>), EngineError> {
    let text = catalogue
        .text(&format!("{folder}/expected.csv"))
        .unwrap_or_default()
        .trim_start_matches('\u{feff}');
    let mut lines = text.lines().filter(|l| !l.is_empty());
    let header: Vec<String> = match lines.next() {
        Some(line) => line.split(',').map(|h| h.trim().to_string()).collect(),
        None => HEADER.map(str::to_string).to_vec(),
    };
    if header.iter().take(HEADER.len()).ne(HEADER.iter()) {
        return Err(EngineError::Sql(format!(
            "expected.csv begins with {}, not with {}; details of the evidence row may follow",
            HEADER.join(","),
            header.join(",")
        )));
    }
    let mut lines: Vec<String> = lines.map(str::to_string).collect();
    lines.sort_unstable();
    Ok((header, lines))
}

fn csv_line(cells: &[String]) -> String {
    let quoted = cells.iter().map(|c| {
        if c.contains([',', '"', '\n']) {
            format!("\"{}\"", c.replace('"', "\"\""))
        } else {
            c.clone()
        }
    });
    quoted.collect::<Vec<_>>().join(",")
}

fn tables(
    catalogue: &Catalogue,
    folder: &str,
    packs: &[Pack],
    keys_name_table: bool,
) -> Result<BTreeMap<String, TextTable>, EngineError> {
    let mut tables = BTreeMap::new();
    for table in schema::tables() {
        let mut files = Vec::new();
        if let Some(text) = catalogue.text(&format!("{folder}/{}.csv", table.name)) {
            files.push(text);
        } else {
            let own = |p: &Pack| catalogue.text(&format!("packs/{}/{}.csv", p.name, table.name));
            files.extend(packs.iter().filter_map(own));
        }
        if !files.is_empty() {
            tables.insert(table.name.clone(), read(table, &files, keys_name_table)?);
        }
    }
    for (file, _) in catalogue.below(folder) {
        let known = ["expected.csv", "case.toml"].contains(&file)
            || file
                .strip_suffix(".csv")
                .is_some_and(|t| schema::table(t).is_some());
        if !known {
            return Err(EngineError::Sql(format!(
                "{file} is neither a table of the ledger nor part of a case"
            )));
        }
    }
    Ok(tables)
}

/// Rows with their columns in schema order, sorted by content, with readable keys.
fn read(table: &Table, files: &[&str], keys_name_table: bool) -> Result<TextTable, EngineError> {
    let wrong = |e: String| EngineError::Sql(format!("{}.csv: {e}", table.name));
    let mut rows: Vec<(Vec<Option<String>>, usize)> = Vec::new();
    for text in files {
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().map_err(|e| wrong(e.to_string()))?.clone();
        let positions: Vec<usize> = headers
            .iter()
            .map(|h| {
                table
                    .position(h)
                    .ok_or_else(|| wrong(format!("{h:?} is no column of {}", table.name)))
            })
            .collect::<Result<_, _>>()?;
        for record in reader.records() {
            let record = record.map_err(|e| wrong(e.to_string()))?;
            let mut row = vec![None; table.columns.len()];
            for (cell, position) in record.iter().zip(&positions) {
                row[*position] = (!cell.is_empty()).then(|| cell.to_string());
            }
            rows.push((row, rows.len() + 1));
        }
    }
    rows.sort();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut out = TextTable {
        columns: PROVENANCE
            .iter()
            .map(|(n, _)| (*n).to_string())
            .chain(table.columns.iter().map(|c| c.name.clone()))
            .collect(),
        rows: Vec::new(),
    };
    for (row, number) in rows {
        let parts: Vec<&str> = table
            .business_key
            .iter()
            .map(|b| {
                table
                    .position(b)
                    .and_then(|i| row[i].as_deref())
                    .unwrap_or("")
            })
            .collect();
        let mut key = parts.join("/");
        if keys_name_table {
            key = format!("{}/{key}", table.name);
        }
        let n = seen.entry(key.clone()).or_default();
        *n += 1;
        if *n > 1 {
            key = format!("{key}#{n}");
        }
        let digest = fisc_model::digest::short_digest(&row);
        let provenance = [
            key,
            digest,
            format!("{}.csv", table.name),
            number.to_string(),
            number.to_string(),
        ];
        out.rows
            .push(provenance.into_iter().map(Some).chain(row).collect());
    }
    Ok(out)
}
