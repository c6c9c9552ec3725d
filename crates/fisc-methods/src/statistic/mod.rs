//! `[statistic]`: a test of fisc-stats over all that method.sql selects. The SQL selects the tested
//! rows, the test says which of them are evidence and which could not be judged, and both go the way
//! of every other method: evidence rows become leads, what was not judged is excluded by reason.

mod breaks;
mod digits;
mod forest;

use crate::method::{Method, ParameterSource, ParameterType};
use fisc_engine::bind::{Literal, Parameter};
use fisc_engine::{Effort, Engine, EngineError, Rows, Strictness, Value};
use fisc_model::digest;
use fisc_model::lead::Bilingual;
use fisc_model::run::{Excluded, Population, Selection};
use fisc_stats::rounding;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// `[statistic]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "test", rename_all = "snake_case", deny_unknown_fields)]
pub enum Statistic {
    /// Digits of the amounts of each lead_key against Benford's law; evidence: the rows behind the
    /// digits that stand there too often.
    Digits {
        /// Which digits.
        place: Place,
    },
    /// A break in the sums by period of each lead_key; evidence: the rows of the period at which the
    /// level is another.
    Break,
    /// How far each row stands apart in its details; evidence: those farthest.
    Forest,
}

/// The digits that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The first, 1 to 9.
    First,
    /// The first two, 10 to 99.
    FirstTwo,
    /// The first three, 100 to 999.
    FirstThree,
    /// The last two, 00 to 99.
    LastTwo,
}

impl Statistic {
    /// The parameters that hold its values: all numbers of judgement.
    pub(crate) const fn parameters(self) -> &'static [&'static str] {
        match self {
            Statistic::Digits { .. } => &["rows", "excess", "z"],
            Statistic::Break => &["periods", "ratio", "p_value"],
            Statistic::Forest => &["rows", "score", "most", "seed"],
        }
    }

    /// Columns that the test adds behind those of the SQL.
    const fn adds(self) -> &'static [&'static str] {
        match self {
            Statistic::Digits { .. } => &[
                "digits",
                "observed",
                "expected",
                "z",
                "mad",
                "excess_mad",
                "tested_amounts",
            ],
            Statistic::Break => &["before_mean", "after_mean", "periods", "p_value"],
            Statistic::Forest => &["score", "place"],
        }
    }

    /// Whether a method has what the test takes.
    pub(crate) fn validate(self, method: &Method) -> Result<(), String> {
        for name in self.parameters() {
            let number = method.meta.parameters.get(*name).is_some_and(|p| {
                p.ty == ParameterType::Number && p.source == ParameterSource::Judgement
            });
            if !number {
                return Err(format!(
                    "[statistic]: its value {name:?} is a parameter of type number and source judgement; the test takes: {}",
                    self.parameters().join(", ")
                ));
            }
        }
        Ok(())
    }
}

/// The values under which a test judges.
pub(crate) struct Values(BTreeMap<String, String>);

impl Values {
    pub(crate) fn of(parameters: &BTreeMap<String, Parameter>) -> Values {
        let number = |p: &Parameter| match p.versions.as_slice() {
            [(_, Literal::Number(text))] => Some(text.clone()),
            _ => None,
        };
        let values = parameters.iter();
        Values(
            values
                .filter_map(|(name, p)| Some((name.clone(), number(p)?)))
                .collect(),
        )
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, EngineError> {
        let text = self.0.get(name).map_or("", String::as_str);
        text.parse().map_err(|_| {
            EngineError::Sql(format!(
                "parameter {name}: {text:?} is not what the test takes; a whole number where rows, periods, places or a seed are counted"
            ))
        })
    }
}

/// What a test found.
pub(crate) struct Judged {
    /// The evidence, with the columns of the SQL and those of the test.
    pub(crate) rows: Rows,
    /// Rows that could not be judged, by reason.
    unjudged: Vec<Excluded>,
    /// What the SQL selected.
    pub(crate) selection: Selection,
}

impl Judged {
    /// The population with what was not judged among the excluded.
    ///
    /// # Errors
    /// A selection that is not the tested rows.
    pub(crate) fn account(&self, mut population: Population) -> Result<Population, EngineError> {
        if self.selection.rows != population.tested {
            return Err(EngineError::Run(format!(
                "method.sql selects {} rows and [population], [[exclude]] leave {} to be tested; both must be the same rows",
                self.selection.rows, population.tested
            )));
        }
        for excluded in &self.unjudged {
            population.tested = population.tested.saturating_sub(excluded.rows);
            population.excluded.push(excluded.clone());
        }
        Ok(population)
    }
}

/// The columns of a selection.
struct Columns {
    lead_key: usize,
    key: usize,
    amount: usize,
}

impl Columns {
    fn of(rows: &Rows) -> Result<Columns, EngineError> {
        Ok(Columns {
            lead_key: at(rows, "lead_key")?,
            key: at(rows, "key")?,
            amount: at(rows, "amount")?,
        })
    }
}

fn at(rows: &Rows, column: &str) -> Result<usize, EngineError> {
    rows.position(column)
        .ok_or_else(|| EngineError::Sql(format!("[statistic]: the SQL returns no column {column}")))
}

/// What the SQL selects, as often as it is asked for: a test that only counts never holds it whole.
type Source<'a> =
    dyn Fn(&mut dyn FnMut(&Rows) -> Result<(), EngineError>) -> Result<(), EngineError> + 'a;

/// A test's findings: the evidence rows, in any order, and what was not judged.
type Found = (Vec<Vec<Value>>, Vec<Excluded>);

/// Runs a method's test, where it has one, over what its bound SQL selects; without one the SQL's
/// rows are the evidence.
pub(crate) fn judge(
    engine: &Engine,
    method: &Method,
    sql: &str,
    values: &Values,
    effort: Effort,
) -> Result<Option<Judged>, EngineError> {
    let Some(statistic) = method.meta.statistic else {
        return Ok(None);
    };
    let read = RefCell::new(Read::default());
    let source = |batch: &mut dyn FnMut(&Rows) -> Result<(), EngineError>| {
        // The first time a test reads the selection, its rows are counted and digested on the way.
        let again = read.borrow().whole;
        engine.visit(sql, Strictness::Method, effort, &mut |rows| {
            if !again {
                read.borrow_mut().see(rows);
            }
            batch(rows)
        })?;
        read.borrow_mut().whole = true;
        Ok(())
    };
    let (mut rows, unjudged) = match statistic {
        Statistic::Digits { place } => digits::judge(place, &source, values)?,
        Statistic::Break => breaks::judge(&source, values)?,
        Statistic::Forest => forest::judge(&source, values)?,
    };
    let Read {
        mut columns,
        rows: selected,
        digest,
        ..
    } = read.into_inner();
    if columns.is_empty() {
        columns = ["lead_key", "subject", "key", "amount"]
            .map(String::from)
            .to_vec();
    }
    columns.extend(statistic.adds().iter().map(|c| (*c).to_string()));
    rows.sort();
    Ok(Some(Judged {
        rows: Rows { columns, rows },
        unjudged,
        selection: Selection {
            rows: selected,
            digest: format!("{digest:032x}"),
        },
    }))
}

/// What was read of a selection.
#[derive(Default)]
struct Read {
    columns: Vec<String>,
    rows: u64,
    digest: u128,
    /// Whether it was read to its end.
    whole: bool,
}

impl Read {
    fn see(&mut self, rows: &Rows) {
        self.columns.clone_from(&rows.columns);
        self.rows += rows.rows.len() as u64;
        for row in &rows.rows {
            self.digest = self.digest.wrapping_add(row_digest(row));
        }
    }
}

/// The first 128 bits of the digest of a row's cells. Summed modulo 2^128 over the rows they are the
/// digest of a selection in any order.
fn row_digest(row: &[Value]) -> u128 {
    let cells: Vec<String> = row
        .iter()
        .map(|v| match v {
            Value::Null => "\u{0}".to_string(),
            other => other.to_string(),
        })
        .collect();
    let hex = digest::sha256_hex(cells.join("\u{1f}").as_bytes());
    u128::from_str_radix(&hex[..32], 16).unwrap_or_default()
}

/// A statistic as a decimal with so many places.
fn decimal(value: f64, places: u8) -> Value {
    rounding::scaled(value, u32::from(places))
        .and_then(|n| Some(Value::Decimal(n, i8::try_from(places).ok()?)))
        .unwrap_or(Value::Null)
}

fn count(n: u64) -> Value {
    i64::try_from(n).map_or(Value::Null, Value::Integer)
}

/// An amount in cents; what is null or no amount is a mistake in the SQL.
fn cents(value: &Value) -> Result<i128, EngineError> {
    value.money().map(|m| m.0).ok_or_else(|| {
        EngineError::Sql("[statistic]: an amount is null or has more than two decimals".into())
    })
}

fn excluded(en: &str, zh: &str, rows: u64) -> Excluded {
    Excluded {
        reason: Bilingual {
            en: en.into(),
            zh: zh.into(),
        },
        rows,
    }
}
