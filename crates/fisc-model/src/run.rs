//! What a run of the methods reports about itself (`leads/run.json`): what was tested, what could
//! not be and why. Skipped, clean and failed are three outcomes.

use crate::Money;
use crate::lead::{Bilingual, Confidence, ResultKind, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the format of run.json.
pub const SCHEMA_VERSION: u32 = 1;

/// One run over one ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Digest of the ledger, the methods and their parameters: the same input has the same id.
    pub run_id: String,
    /// The engagement's id.
    pub engagement: String,
    /// The engagement's title.
    pub title: String,
    /// The year audited.
    pub fiscal_year: i32,
    /// ISO 4217.
    pub currency: String,
    /// SHA-256 of ledger/manifest.json.
    pub ledger_digest: String,
    /// Rows by table.
    pub tables: BTreeMap<String, u64>,
    /// Bytes written to disk because memory was short; 0 says that all fitted. How a run went, not
    /// what it found.
    #[serde(default)]
    pub spilled_bytes: u64,
    /// In the order of their codes.
    pub methods: Vec<MethodRun>,
}

/// How a method ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It ran and returned leads.
    Leads,
    /// It ran and returned none.
    Clean,
    /// The ledger or the parameters lack something it needs.
    Skipped,
    /// It broke; its leads, if any, are not kept.
    Failed,
}

/// One method in a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MethodRun {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// Digest of its folder.
    pub digest: String,
    /// The kind of test.
    pub result: ResultKind,
    /// How much a lead matters.
    pub severity: Severity,
    /// How likely a lead is right.
    pub confidence: Confidence,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it was skipped or failed, and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Bilingual>,
    /// The SQL with its parameters in it; runs unchanged on DuckDB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound_sql: Option<String>,
    /// Under which values it judged.
    pub parameters: Vec<ParameterUse>,
    /// What was tested and what was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
    /// What the SQL selected, where a test was run on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
    /// Number of leads.
    pub leads: u64,
    /// Number of evidence rows.
    pub evidence: u64,
    /// Sum of the leads' amounts.
    pub amount: Money,
    /// More of the tested rows were flagged than the method allows: a pattern, not an exception.
    pub pattern: bool,
    /// Wall-clock seconds; the one figure that differs between runs.
    pub seconds: f64,
}

/// A parameter's value and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterUse {
    /// Its name.
    pub name: String,
    /// default, pack or engagement.
    pub source: String,
    /// The values with the dates from and to which they are in force, and their legal basis.
    pub values: Vec<ParameterValue>,
}

/// A value of a parameter, in force between two dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterValue {
    /// As text; lists joined by commas.
    pub value: String,
    /// First day, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<String>,
    /// Last day, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<String>,
    /// Instrument, version and article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// What a method's SQL selected for a statistical test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Rows.
    pub rows: u64,
    /// Of each row the first 128 bits of the SHA-256 of its cells (NUL for null, joined by U+001F),
    /// summed modulo 2^128: the same in any order.
    pub digest: String,
}

/// tested + excluded = rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Population {
    /// All rows the method is about.
    pub rows: u64,
    /// Rows it tested.
    pub tested: u64,
    /// Rows it left out, by reason.
    pub excluded: Vec<Excluded>,
}

/// Rows left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// Why.
    pub reason: Bilingual,
    /// How many.
    pub rows: u64,
}

/// The total of all leads that takes each evidence row once, over all methods: its largest share.
/// Indicators point and never add to an amount.
#[must_use]
pub fn once(leads: &[crate::lead::Lead]) -> Money {
    let mut largest: BTreeMap<(&str, &str), Money> = BTreeMap::new();
    for lead in leads.iter().filter(|l| l.result != ResultKind::Indicator) {
        for e in &lead.evidence {
            let share = largest.entry((&e.table, &e.key)).or_insert(e.amount);
            *share = (*share).max(e.amount);
        }
    }
    largest.into_values().sum()
}
