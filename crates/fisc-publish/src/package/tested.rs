//! The tables of a release about what was tested. Neither leads nor their amounts are in them: they
//! would speak of what was not approved.

use crate::package::sheets::{Column, Sheet, Type, both, count, day, needed, sheet, text};
use crate::package::words;
use fisc_model::run::{MethodRun, Outcome, Run};

fn run_methods(run: &Run) -> Vec<&MethodRun> {
    let mut all: Vec<&MethodRun> = run.methods.iter().collect();
    all.sort_by(|a, b| a.code.cmp(&b.code));
    all
}

/// Why a method was not run; a failure's own message may quote the ledger and stays inside.
fn reason(m: &MethodRun) -> [String; 2] {
    match (m.outcome, &m.reason) {
        (Outcome::Skipped, Some(reason)) => both(reason),
        (Outcome::Skipped, None) => words::both("reason-none"),
        (Outcome::Failed, _) => words::both("reason-failed"),
        (Outcome::Leads | Outcome::Clean, _) => [String::new(), String::new()],
    }
}

/// `run`, `skipped` or `failed`: whether a method has leads says more than was approved.
fn outcome(m: &MethodRun) -> &'static str {
    match m.outcome {
        Outcome::Leads | Outcome::Clean => "run",
        Outcome::Skipped => "skipped",
        Outcome::Failed => "failed",
    }
}

/// The tables about what was tested, in the order of their names: whoever runs the methods again
/// compares them.
#[must_use]
pub fn tested(run: &Run) -> Vec<Sheet> {
    vec![
        coverage(run),
        exclusions(run),
        methods(run),
        parameters(run),
    ]
}

/// What was tested, with which version.
pub(super) fn methods(run: &Run) -> Sheet {
    let row = |m: &MethodRun| {
        let population = m.population.as_ref();
        let n = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        vec![
            m.code.clone(),
            m.name.en.clone(),
            m.name.zh.clone(),
            m.digest.clone(),
            m.result.to_string(),
            outcome(m).into(),
            n(population.map(|p| p.rows)),
            n(population.map(|p| p.tested)),
            n(population.map(|p| p.excluded.iter().map(|e| e.rows).sum())),
        ]
    };
    let maybe = |name| Column(name, Type::Count, true);
    let columns = vec![
        needed("code"),
        text("name_en"),
        text("name_zh"),
        text("digest"),
        needed("result"),
        needed("outcome"),
        maybe("population"),
        maybe("tested"),
        maybe("excluded"),
    ];
    let rows = run_methods(run).into_iter().map(row).collect();
    sheet("methods", &["code"], columns, rows)
}

/// What was not, and why.
pub(super) fn coverage(run: &Run) -> Sheet {
    let rows = run_methods(run)
        .into_iter()
        .filter(|m| matches!(m.outcome, Outcome::Skipped | Outcome::Failed))
        .map(|m| {
            let [en, zh] = reason(m);
            vec![m.code.clone(), outcome(m).into(), en, zh]
        })
        .collect();
    let columns = vec![
        needed("method"),
        needed("outcome"),
        text("reason_en"),
        text("reason_zh"),
    ];
    sheet("coverage", &["method"], columns, rows)
}

/// Rows left out, by reason.
pub(super) fn exclusions(run: &Run) -> Sheet {
    let mut rows = Vec::new();
    for m in run_methods(run) {
        for e in m.population.iter().flat_map(|p| &p.excluded) {
            let [en, zh] = both(&e.reason);
            let n = (rows.len() + 1).to_string();
            rows.push(vec![n, m.code.clone(), en, zh, e.rows.to_string()]);
        }
    }
    let columns = vec![
        count("position"),
        needed("method"),
        text("reason_en"),
        text("reason_zh"),
        count("rows"),
    ];
    sheet("exclusions", &["position"], columns, rows)
}

/// With which values.
pub(super) fn parameters(run: &Run) -> Sheet {
    let mut rows = Vec::new();
    for m in run_methods(run) {
        for parameter in &m.parameters {
            for v in &parameter.values {
                let or_none = |t: &Option<String>| t.clone().unwrap_or_default();
                rows.push(vec![
                    (rows.len() + 1).to_string(),
                    m.code.clone(),
                    parameter.name.clone(),
                    parameter.source.clone(),
                    v.value.clone(),
                    or_none(&v.effective_from),
                    or_none(&v.effective_to),
                    or_none(&v.basis),
                ]);
            }
        }
    }
    let columns = vec![
        count("position"),
        needed("method"),
        needed("parameter"),
        text("source"),
        text("value"),
        day("effective_from"),
        day("effective_to"),
        text("basis"),
    ];
    sheet("parameters", &["position"], columns, rows)
}
