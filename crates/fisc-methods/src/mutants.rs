//! The test of a method's tests: each comparison, key, condition and parameter of method.sql is
//! changed alone, and a case has to fail for it. What survives is a place where a slip would go
//! unnoticed: it wants a case, or a line in mutants.toml that says why no ledger can tell.

use crate::cases::{self, Prepared};
use crate::method::{Method, MethodError, ParameterType};
use crate::side_by_side::side_by_side;
use fisc_catalogue::Catalogue;
use fisc_engine::bind::{Literal, Parameter};
use fisc_engine::mutate::{self, Change, Mutant};
use fisc_engine::{EngineError, Settings, Value};
use fisc_model::Money;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The share of all mutants, in percent, that may be listed as equivalent: above it the list is an
/// excuse.
pub const MOST_LISTED: usize = 5;

/// What became of the mutants of one method.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The method's folder.
    pub folder: String,
    /// Mutants for which a case failed.
    pub killed: usize,
    /// Mutants that mutants.toml lists as equivalent.
    pub listed: usize,
    /// Changed statements that do not plan; they are no mutants.
    pub invalid: usize,
    /// Mutants that no case told from the method.
    pub survivors: Vec<Survivor>,
    /// Entries of mutants.toml that hold no more, and why.
    pub stale: Vec<String>,
}

/// A mutant that no case noticed.
#[derive(Clone, Debug)]
pub struct Survivor {
    /// As mutants.toml would name it.
    pub name: String,
    /// The line of method.sql.
    pub line: u64,
    /// The case that is missing.
    pub advice: &'static str,
}

impl Report {
    /// All mutants.
    #[must_use]
    pub fn mutants(&self) -> usize {
        self.killed + self.listed + self.survivors.len()
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.survivors.is_empty() && self.stale.is_empty()
    }
}

/// Whether more mutants are listed as equivalent than may be.
#[must_use]
pub fn too_many_listed(reports: &[Report]) -> bool {
    let listed: usize = reports.iter().map(|r| r.listed).sum();
    let mutants: usize = reports.iter().map(Report::mutants).sum();
    listed * 100 > mutants * MOST_LISTED
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    equivalent: Vec<Equivalent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Equivalent {
    mutant: String,
    reason: String,
}

/// Tests several methods, `jobs` at the same time; the reports are in the order of the methods.
///
/// # Errors
/// A method whose own cases fail, or whose mutants.toml cannot be read.
pub fn test_all(
    catalogue: &Catalogue,
    methods: &[&Method],
    jobs: usize,
    settings: &Settings,
) -> Result<Vec<Report>, MethodError> {
    // The longest first, so that no thread ends up alone with it.
    let mut order: Vec<usize> = (0..methods.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(methods[*i].sql.len()));
    let reports = side_by_side(&order, jobs, |i| {
        (*i, test(catalogue, methods[*i], settings))
    });
    let reports: BTreeMap<usize, _> = reports.into_iter().collect();
    reports.into_values().collect()
}

/// Runs the cases of one method on each of its mutants.
///
/// # Errors
/// As [`test_all`].
pub fn test(
    catalogue: &Catalogue,
    method: &Method,
    settings: &Settings,
) -> Result<Report, MethodError> {
    let error = |message: String| MethodError {
        folder: method.folder.clone(),
        message,
    };
    let list = read_list(catalogue, method).map_err(error)?;
    let mut ready = Vec::new();
    for name in cases::names(catalogue, method) {
        let case = Ready::new(catalogue, method, &name, settings)
            .map_err(|e| error(format!("cases/{name}: {e}")))?;
        ready.push(case);
    }
    let changes = changes(method);
    let names = changes
        .iter()
        .map(|(n, c)| (n.clone(), c.clone()))
        .collect();
    let mutants = mutate::mutants(&method.sql, &names).map_err(|e| error(e.to_string()))?;
    let mut report = Report {
        folder: method.folder.clone(),
        ..Report::default()
    };
    let mut known = BTreeSet::new();
    for mutant in mutants {
        let listed = list.get(&mutant.name);
        match fate(&mut ready, &mutant) {
            Fate::Invalid => report.invalid += 1,
            Fate::Killed(by) => {
                known.insert(mutant.name.clone());
                report.killed += 1;
                if listed.is_some() {
                    report.stale.push(format!(
                        "{}: the case {by} fails for it, so it is not equivalent; remove the entry",
                        mutant.name
                    ));
                }
            }
            Fate::Survived => {
                known.insert(mutant.name.clone());
                if listed.is_some() {
                    report.listed += 1;
                } else {
                    report.survivors.push(Survivor {
                        advice: advice(mutant.change),
                        name: mutant.name,
                        line: mutant.line,
                    });
                }
            }
        }
    }
    report.survivors.sort_by_key(|s| s.line);
    let gone = list.keys().filter(|n| !known.contains(*n));
    report.stale.extend(gone.map(|n| {
        format!("{n}: method.sql has no such mutant any more; remove the entry or correct it")
    }));
    Ok(report)
}

fn read_list(catalogue: &Catalogue, method: &Method) -> Result<BTreeMap<String, String>, String> {
    let path = format!("methods/{}/mutants.toml", method.folder);
    let list: List = match catalogue.text(&path) {
        Some(text) => toml::from_str(text).map_err(|e| format!("mutants.toml: {e}"))?,
        None => List::default(),
    };
    let mut out = BTreeMap::new();
    for entry in list.equivalent {
        if entry.reason.trim().is_empty() {
            return Err(format!("mutants.toml: {}: no reason", entry.mutant));
        }
        if let Some(twice) = out.insert(entry.mutant, entry.reason) {
            return Err(format!("mutants.toml: one mutant twice; {twice}"));
        }
    }
    Ok(out)
}

/// A case with what the method itself returns in it.
struct Ready<'a> {
    case: Prepared<'a>,
    rows: Vec<Vec<Value>>,
    parameters: BTreeMap<String, Parameter>,
}

impl<'a> Ready<'a> {
    fn new(
        catalogue: &Catalogue,
        method: &'a Method,
        name: &str,
        settings: &Settings,
    ) -> Result<Ready<'a>, EngineError> {
        let case = Prepared::new(catalogue, method, name, settings)?;
        let mut rows = case.rows(&method.sql, &BTreeMap::new())?;
        if let Some(problem) = case.difference(&case.lines(&rows)?) {
            return Err(EngineError::Sql(format!(
                "fails for the method itself; run fisc methods test first\n{problem}"
            )));
        }
        rows.rows.sort();
        let parameters = changed_parameters(method, case.parameters());
        Ok(Ready {
            case,
            rows: rows.rows,
            parameters,
        })
    }

    /// Whether this case tells the mutant from the method. The error is one of planning.
    fn notices(&self, mutant: &Mutant) -> Result<bool, EngineError> {
        let mut rows = match self.case.rows(&mutant.sql, &self.parameters) {
            Ok(rows) => rows,
            Err(e @ (EngineError::Sql(_) | EngineError::Refused(_))) => return Err(e),
            Err(_) => return Ok(true),
        };
        rows.rows.sort();
        if rows.rows == self.rows {
            return Ok(false);
        }
        let lines = self.case.lines(&rows);
        Ok(lines.map_or(true, |l| self.case.difference(&l).is_some()))
    }
}

enum Fate {
    Invalid,
    Killed(String),
    Survived,
}

/// Runs the cases until one fails. The one that did is asked first about the next mutant: changes
/// that stand side by side mostly fall to one case.
fn fate(cases: &mut [Ready<'_>], mutant: &Mutant) -> Fate {
    for i in 0..cases.len() {
        match cases[i].notices(mutant) {
            // A statement that does not plan fails in the first case as in all.
            Err(_) if i == 0 => return Fate::Invalid,
            Ok(false) => {}
            Ok(true) | Err(_) => {
                cases[..=i].rotate_right(1);
                return Fate::Killed(cases[0].case.name.clone());
            }
        }
    }
    Fate::Survived
}

/// The other values each parameter may take.
fn changes(method: &Method) -> BTreeMap<String, Vec<&'static str>> {
    let parameters = method.meta.parameters.iter();
    parameters
        .map(|(name, spec)| {
            let changes = match spec.ty {
                ParameterType::List => vec!["without_first", "without_last"],
                ParameterType::Text => vec!["other"],
                _ => vec!["raised", "lowered"],
            };
            (name.clone(), changes)
        })
        .collect()
}

/// The parameters that mutants name: `days__raised` and so on, by the smallest step of their type.
fn changed_parameters(
    method: &Method,
    bound: &BTreeMap<String, Parameter>,
) -> BTreeMap<String, Parameter> {
    let mut out = BTreeMap::new();
    for (name, changes) in changes(method) {
        let Some(parameter) = bound.get(&name) else {
            continue;
        };
        for change in changes {
            let versions = parameter.versions.iter();
            let versions = versions
                .map(|(from, literal)| (from.clone(), changed(literal, change)))
                .collect();
            out.insert(format!("{name}__{change}"), Parameter { versions });
        }
    }
    out
}

fn changed(literal: &Literal, change: &str) -> Literal {
    let step = if change == "lowered" { -1 } else { 1 };
    match literal {
        Literal::Money(text) => match Money::parse(text) {
            Ok(Money(cents)) => Literal::Money(Money(cents + step).to_string()),
            Err(_) => literal.clone(),
        },
        Literal::Number(text) => Literal::Number(stepped(text, step)),
        Literal::Date(text) => {
            let day = text.parse::<chrono::NaiveDate>().ok();
            let other = day.and_then(|d| match change {
                "lowered" => d.pred_opt(),
                _ => d.succ_opt(),
            });
            other.map_or_else(|| literal.clone(), |d| Literal::Date(d.to_string()))
        }
        Literal::Text(text) => Literal::Text(format!("{text}~")),
        Literal::Nothing => Literal::Nothing,
        Literal::List(values) => {
            let mut values = values.clone();
            if change == "without_first" {
                values.remove(0);
            } else {
                values.pop();
            }
            // IN takes no empty list.
            if values.is_empty() {
                values.push("(no value)".into());
            }
            Literal::List(values)
        }
    }
}

/// A number one more or less in its last written place: what 0.8 and 30 are rounded to.
fn stepped(text: &str, step: i128) -> String {
    let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
    let Ok(digits) = text.replace('.', "").parse::<i128>() else {
        return text.to_string();
    };
    let digits = digits + step;
    if decimals == 0 {
        return digits.to_string();
    }
    let sign = if digits < 0 { "-" } else { "" };
    let padded = format!("{:0>width$}", digits.unsigned_abs(), width = decimals + 1);
    let (whole, rest) = padded.split_at(padded.len() - decimals);
    format!("{sign}{whole}.{rest}")
}

/// The case that a survivor asks for.
fn advice(change: Change) -> &'static str {
    match change {
        Change::Boundary => "write a case with a row for which both sides are equal",
        Change::Reversal => {
            "write a case with a row that is flagged, or not, because of this alone"
        }
        Change::Condition => {
            "write a case with a row for which this alone decides, all other conditions being as they must be (of a join: rows that agree in all else)"
        }
        Change::Item => "write a case with a row of this value",
        Change::Key => "write a case with rows that agree in all other keys and differ in this one",
        Change::Function => {
            "write a case with a row whose value the function changes (of COALESCE, GREATEST, LEAST: one for which the value left out counts)"
        }
        Change::Parameter => {
            "write a case with a row just at the value and one just beyond it (of a list: a row of its first value, one of its last)"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_changed_by_its_smallest_step() {
        let money = |t: &str| Literal::Money(t.into());
        let number = |t: &str| Literal::Number(t.into());
        let list = |v: &[&str]| Literal::List(v.iter().map(|t| (*t).to_string()).collect());
        let date = |t: &str| Literal::Date(t.into());
        for (was, change, is) in [
            (money("200000.00"), "raised", money("200000.01")),
            (money("0.00"), "lowered", money("-0.01")),
            (number("7"), "lowered", number("6")),
            (number("0"), "lowered", number("-1")),
            (number("0.9"), "raised", number("1.0")),
            (number("0.05"), "lowered", number("0.04")),
            (date("2025-01-01"), "lowered", date("2024-12-31")),
            (list(&["a", "b"]), "without_first", list(&["b"])),
            (list(&["a"]), "without_last", list(&["(no value)"])),
        ] {
            assert_eq!(changed(&was, change), is);
        }
    }

    #[test]
    fn more_than_one_in_twenty_is_too_many() {
        let report = |killed, listed| Report {
            killed,
            listed,
            ..Report::default()
        };
        assert!(!too_many_listed(&[report(19, 1)]));
        assert!(!too_many_listed(&[report(38, 0), report(0, 2)]));
        assert!(too_many_listed(&[report(18, 1)]));
    }
}
