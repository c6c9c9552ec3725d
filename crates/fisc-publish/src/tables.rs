//! The tables of a package: one definition each, from which the file, its schema and the download
//! list of the pages are made.

use crate::PublishError;
use crate::sums::{Subject, Sums, has_amount};
use crate::texts::{self, Text};
use fisc_model::Money;
use fisc_model::cell;
use fisc_model::lead::{Bilingual, ResultKind, Severity};
use fisc_model::run::{MethodRun, Outcome, Run};

/// A table of the package.
pub struct Table {
    /// Name of the resource.
    pub name: &'static str,
    /// Path in the package.
    pub path: &'static str,
    /// For people.
    pub title: Text,
    /// What a row is and how to read it.
    pub about: Text,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its key, where rows have one.
    pub key: &'static [&'static str],
    /// Whether its `method` is one of methods.csv.
    pub of_methods: bool,
    /// The cells.
    pub rows: Vec<Vec<String>>,
}

/// A column.
pub struct Column {
    /// English, snake_case.
    pub name: &'static str,
    /// For people.
    pub title: Text,
    /// Its type.
    pub ty: Type,
    /// Whether a cell may be empty.
    pub required: bool,
}

/// A type of the Table Schema.
#[derive(Clone, Copy)]
pub enum Type {
    /// Text.
    String,
    /// A count.
    Integer,
    /// An exact decimal number.
    Number,
    /// A calendar day.
    Date,
    /// One of these words.
    Word(&'static [&'static str]),
}

const RESULTS: Type = Type::Word(&["breach", "to_verify", "indicator"]);
const LEVELS: Type = Type::Word(&["high", "medium", "low"]);
const SEVERITIES: Type = Type::Word(&["high", "medium", "low", "info"]);
const OUTCOMES: Type = Type::Word(&["leads", "clean", "skipped", "failed"]);
const NOT_RUN: Type = Type::Word(&["skipped", "failed"]);
const KINDS: Type = Type::Word(&["org", "gov", "(not shown)"]);
const SOURCES: Type = Type::Word(&["default", "pack", "engagement"]);

impl Table {
    /// The file. Cells are made harmless in a spreadsheet: see [`cell::safe`].
    pub fn csv(&self) -> Result<Vec<u8>, PublishError> {
        let failed = |source| PublishError::Csv {
            path: self.path,
            source,
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer
            .write_record(self.columns.iter().map(|c| c.name))
            .map_err(failed)?;
        for row in &self.rows {
            writer
                .write_record(row.iter().map(|text| cell::safe(text)))
                .map_err(failed)?;
        }
        writer
            .into_inner()
            .map_err(|e| failed(e.into_error().into()))
    }
}

/// All tables.
pub fn all(run: &Run, sums: &Sums<'_>) -> Vec<Table> {
    vec![
        methods(sums),
        exclusions(sums),
        subjects(sums),
        totals(run, sums),
        parameters(sums),
        coverage(sums),
    ]
}

/// Whether the method was not run.
pub fn not_run(method: &MethodRun) -> bool {
    matches!(method.outcome, Outcome::Skipped | Outcome::Failed)
}

/// Why a method was not run; nothing if it was. A failure's own message may quote a row of the
/// ledger, so it stays inside.
pub fn reason(method: &MethodRun) -> Bilingual {
    let own = |text: Text| Bilingual {
        en: text.en().into(),
        zh: text.zh().into(),
    };
    match (method.outcome, &method.reason) {
        (Outcome::Failed, _) => own(texts::FAILED),
        (Outcome::Skipped, Some(reason)) => reason.clone(),
        (Outcome::Skipped, None) => own(texts::NO_REASON),
        (Outcome::Leads | Outcome::Clean, _) => Bilingual::default(),
    }
}

fn methods(sums: &Sums<'_>) -> Table {
    let columns = vec![
        column("code", texts::CODE, Type::String, true),
        column("name_en", texts::NAME_EN, Type::String, true),
        column("name_zh", texts::NAME_ZH, Type::String, true),
        column("result", texts::RESULT, RESULTS, true),
        column("severity", texts::SEVERITY, SEVERITIES, true),
        column("confidence", texts::CONFIDENCE, LEVELS, true),
        column("outcome", texts::OUTCOME, OUTCOMES, true),
        column("reason_en", texts::REASON_EN, Type::String, false),
        column("reason_zh", texts::REASON_ZH, Type::String, false),
        column("population", texts::POPULATION, Type::Integer, false),
        column("tested", texts::TESTED, Type::Integer, false),
        column("excluded", texts::EXCLUDED, Type::Integer, false),
        column("leads", texts::LEADS, Type::Integer, true),
        column("evidence", texts::EVIDENCE, Type::Integer, true),
        column("amount", texts::AMOUNT, Type::Number, false),
    ];
    let row = |m: &&MethodRun| {
        let reason = reason(m);
        let population = m.population.as_ref();
        let count = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let amount = !not_run(m) && has_amount(m.result);
        vec![
            m.code.clone(),
            m.name.en.clone(),
            m.name.zh.clone(),
            m.result.to_string(),
            m.severity.to_string(),
            m.confidence.to_string(),
            texts::outcome_word(m.outcome).into(),
            reason.en,
            reason.zh,
            count(population.map(|p| p.rows)),
            count(population.map(|p| p.tested)),
            count(population.map(|p| p.excluded.iter().map(|e| e.rows).sum())),
            m.leads.to_string(),
            m.evidence.to_string(),
            if amount {
                m.amount.to_string()
            } else {
                String::new()
            },
        ]
    };
    Table {
        name: "methods",
        path: "data/methods.csv",
        title: texts::METHODS,
        about: texts::METHODS_ABOUT,
        columns,
        key: &["code"],
        of_methods: false,
        rows: sums.methods.iter().map(row).collect(),
    }
}

fn exclusions(sums: &Sums<'_>) -> Table {
    let mut rows = Vec::new();
    for m in &sums.methods {
        for e in m.population.iter().flat_map(|p| &p.excluded) {
            rows.push(vec![
                m.code.clone(),
                e.reason.en.clone(),
                e.reason.zh.clone(),
                e.rows.to_string(),
            ]);
        }
    }
    Table {
        name: "exclusions",
        path: "data/exclusions.csv",
        title: texts::EXCLUSIONS,
        about: texts::EXCLUSIONS_ABOUT,
        columns: vec![
            column("method", texts::CODE, Type::String, true),
            column("reason_en", texts::REASON_EN, Type::String, true),
            column("reason_zh", texts::REASON_ZH, Type::String, true),
            column("rows", texts::ROWS, Type::Integer, true),
        ],
        key: &[],
        of_methods: true,
        rows,
    }
}

fn subjects(sums: &Sums<'_>) -> Table {
    const ORDER: [Severity; 4] = [
        Severity::High,
        Severity::Medium,
        Severity::Low,
        Severity::Info,
    ];
    let row = |kind: &str, code: &str, subject: &Subject<'_>, reason: Text| {
        let count = |s: &Severity| subject.leads.get(s).copied().unwrap_or_default();
        let mut cells = vec![kind.to_string(), code.to_string(), subject.name.to_string()];
        cells.extend(ORDER.iter().map(|s| count(s).to_string()));
        cells.push(ORDER.iter().map(count).sum::<u64>().to_string());
        cells.push(subject.amount.to_string());
        cells.extend([reason.en().to_string(), reason.zh().to_string()]);
        cells
    };
    let mut rows: Vec<_> = sums
        .subjects
        .iter()
        .map(|((kind, code), subject)| row(&kind.to_string(), code, subject, texts::NOTHING))
        .collect();
    rows.push(row("(not shown)", "", &sums.hidden, texts::NOT_SHOWN));
    Table {
        name: "subjects",
        path: "data/subjects.csv",
        title: texts::SUBJECTS,
        about: texts::SUBJECTS_ABOUT,
        columns: vec![
            column("kind", texts::KIND, KINDS, true),
            column("subject", texts::SUBJECT, Type::String, false),
            column("name", texts::NAME, Type::String, false),
            column("leads_high", texts::LEADS_HIGH, Type::Integer, true),
            column("leads_medium", texts::LEADS_MEDIUM, Type::Integer, true),
            column("leads_low", texts::LEADS_LOW, Type::Integer, true),
            column("leads_info", texts::LEADS_INFO, Type::Integer, true),
            column("leads", texts::LEADS, Type::Integer, true),
            column("amount", texts::AMOUNT, Type::Number, true),
            column("reason_en", texts::REASON_EN, Type::String, false),
            column("reason_zh", texts::REASON_ZH, Type::String, false),
        ],
        key: &[],
        of_methods: false,
        rows,
    }
}

fn totals(run: &Run, sums: &Sums<'_>) -> Table {
    let row = |(measure, value): (&'static str, Value)| {
        let (unit, meaning) = texts::measure(measure);
        let unit = match value {
            Value::Amount(_) => run.currency.as_str(),
            Value::Count(_) => unit,
        };
        [measure, &value.plain(), unit, meaning.en(), meaning.zh()]
            .map(str::to_string)
            .to_vec()
    };
    Table {
        name: "totals",
        path: "data/totals.csv",
        title: texts::TOTALS,
        about: texts::TOTALS_ABOUT,
        columns: vec![
            column("measure", texts::MEASURE, Type::String, true),
            column("value", texts::VALUE, Type::Number, true),
            column("unit", texts::UNIT, Type::String, true),
            column("meaning_en", texts::MEANING_EN, Type::String, true),
            column("meaning_zh", texts::MEANING_ZH, Type::String, true),
        ],
        key: &["measure"],
        of_methods: false,
        rows: measures(run, sums).into_iter().map(row).collect(),
    }
}

/// A total.
#[derive(Clone, Copy)]
pub enum Value {
    /// Of things.
    Count(u64),
    /// Of the currency.
    Amount(Money),
}

impl Value {
    /// For programs.
    pub fn plain(self) -> String {
        match self {
            Value::Count(n) => n.to_string(),
            Value::Amount(amount) => amount.to_string(),
        }
    }
}

/// The totals by name; texts.rs says what each means.
pub fn measures(run: &Run, sums: &Sums<'_>) -> Vec<(&'static str, Value)> {
    let kind = |kind| Value::Amount(sums.by_kind.get(&kind).copied().unwrap_or_default());
    let methods_run = sums.methods.iter().filter(|m| !not_run(m)).count();
    vec![
        ("ledger_rows", Value::Count(run.tables.values().sum())),
        ("methods", Value::Count(sums.methods.len() as u64)),
        ("methods_run", Value::Count(methods_run as u64)),
        ("leads", Value::Count(sums.leads)),
        ("evidence_rows", Value::Count(sums.evidence)),
        ("distinct_evidence_rows", Value::Count(sums.distinct)),
        ("amount_each_row_once", Value::Amount(sums.once)),
        ("amount_all_methods", Value::Amount(sums.all_methods())),
        ("amount_breach", kind(ResultKind::Breach)),
        ("amount_to_verify", kind(ResultKind::ToVerify)),
    ]
}

fn parameters(sums: &Sums<'_>) -> Table {
    let mut rows = Vec::new();
    for m in &sums.methods {
        for p in &m.parameters {
            for v in &p.values {
                let date = |d: &Option<String>| d.clone().unwrap_or_default();
                rows.push(vec![
                    m.code.clone(),
                    p.name.clone(),
                    p.source.clone(),
                    v.value.clone(),
                    date(&v.effective_from),
                    date(&v.effective_to),
                    v.basis.clone().unwrap_or_default(),
                ]);
            }
        }
    }
    Table {
        name: "parameters",
        path: "data/parameters.csv",
        title: texts::PARAMETERS,
        about: texts::PARAMETERS_ABOUT,
        columns: vec![
            column("method", texts::CODE, Type::String, true),
            column("parameter", texts::PARAMETER, Type::String, true),
            column("source", texts::SOURCE, SOURCES, true),
            column("value", texts::VALUE, Type::String, false),
            column("effective_from", texts::FROM, Type::Date, false),
            column("effective_to", texts::TO, Type::Date, false),
            column("basis", texts::BASIS, Type::String, false),
        ],
        key: &[],
        of_methods: true,
        rows,
    }
}

fn coverage(sums: &Sums<'_>) -> Table {
    let row = |m: &&MethodRun| {
        let reason = reason(m);
        let outcome = texts::outcome_word(m.outcome).to_string();
        vec![
            m.code.clone(),
            m.name.en.clone(),
            m.name.zh.clone(),
            outcome,
            reason.en,
            reason.zh,
        ]
    };
    Table {
        name: "coverage",
        path: "data/coverage.csv",
        title: texts::COVERAGE,
        about: texts::COVERAGE_ABOUT,
        columns: vec![
            column("method", texts::CODE, Type::String, true),
            column("name_en", texts::NAME_EN, Type::String, true),
            column("name_zh", texts::NAME_ZH, Type::String, true),
            column("outcome", texts::OUTCOME, NOT_RUN, true),
            column("reason_en", texts::REASON_EN, Type::String, true),
            column("reason_zh", texts::REASON_ZH, Type::String, true),
        ],
        key: &["method"],
        of_methods: true,
        rows: sums
            .methods
            .iter()
            .filter(|m| not_run(m))
            .map(row)
            .collect(),
    }
}

fn column(name: &'static str, title: Text, ty: Type, required: bool) -> Column {
    Column {
        name,
        title,
        ty,
        required,
    }
}
