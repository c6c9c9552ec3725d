//! A run: all methods over one ledger, many at once. The outcome of one method never stops another.

use crate::graph;
use crate::keys::Keys;
use crate::leads;
use crate::lint::Lint;
use crate::method::Method;
use crate::packs::Pack;
use crate::parameters::{self, Unset};
use crate::population::Clauses;
use crate::side_by_side::side_by_side;
use crate::statistic;
use crate::views::Views;
use fisc_catalogue::Catalogue;
use fisc_engine::bind::Parameter;
use fisc_engine::{Effort, Engine, EngineError, Strictness, bind};
use fisc_model::digest;
use fisc_model::engagement::Engagement;
use fisc_model::lead::{Bilingual, Lead};
use fisc_model::run::{MethodRun, Outcome, Population, Run, SCHEMA_VERSION, Selection};
use fisc_model::{Money, schema};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// What a run is over.
pub struct Settings<'a> {
    /// Methods and views.
    pub catalogue: &'a Catalogue,
    /// Title, year, parameters.
    pub engagement: &'a Engagement,
    /// The engagement's packs, read.
    pub packs: &'a [Pack],
    /// SHA-256 of the ledger's manifest.
    pub ledger_digest: String,
    /// Methods at the same time.
    pub jobs: usize,
    /// Told when a method has ended: (ended, of how many, code).
    pub progress: &'a (dyn Fn(usize, usize, &str) + Sync),
}

/// A method that may run: its SQL and population with parameters bound.
pub(crate) struct Ready<'a> {
    method: &'a Method,
    sql: String,
    bound: BTreeMap<String, Parameter>,
    pub(crate) population: Clauses,
}

/// Runs these methods; leads are sorted by (method, lead_id).
#[must_use]
pub fn run(engine: &Engine, methods: &[Method], settings: &Settings<'_>) -> (Run, Vec<Lead>) {
    let mut reports: Vec<MethodRun> = methods.iter().map(blank).collect();
    let mut ready = Vec::new();
    let mut lint = Lint::new(settings.catalogue, engine.settings());
    for (method, report) in methods.iter().zip(&mut reports) {
        let kept = match &mut lint {
            Ok(lint) => lint.method(method),
            Err(e) => Err(EngineError::Run(e.to_string())),
        };
        match kept.and_then(|()| prepare(engine, method, settings, report)) {
            Ok(Some(r)) => ready.push(r),
            Ok(None) => {}
            Err(e) => fail(report, &e),
        }
    }
    let run_id = run_id(settings, &reports);
    let statements: Vec<&str> = ready
        .iter()
        .flat_map(|r| [r.sql.as_str(), r.population.sql()])
        .collect();
    let mut views = Views::new(settings.catalogue);
    views.materialise(engine, &statements, settings.jobs);
    // A view that fails stops the methods that read it, by name, and no other.
    ready.retain(|r| match views.check(&[&r.sql, r.population.sql()]) {
        Ok(()) => true,
        Err(e) => {
            if let Some(report) = reports.iter_mut().find(|p| p.code == r.method.meta.code) {
                fail(report, &e);
            }
            false
        }
    });
    longest_first(engine, &mut ready);
    let found = execute(engine, &ready, settings, &run_id, &mut reports);
    let run = Run {
        schema_version: SCHEMA_VERSION,
        run_id,
        engagement: settings.engagement.engagement.id.clone(),
        title: settings.engagement.engagement.title.clone(),
        fiscal_year: settings.engagement.engagement.fiscal_year,
        currency: settings.engagement.engagement.currency.clone(),
        ledger_digest: settings.ledger_digest.clone(),
        tables: engine
            .manifest()
            .tables
            .iter()
            .map(|(n, t)| (n.clone(), t.rows))
            .collect(),
        spilled_bytes: engine.spilled(),
        methods: reports,
    };
    (run, found)
}

pub(crate) fn blank(method: &Method) -> MethodRun {
    let m = &method.meta;
    MethodRun {
        code: m.code.clone(),
        name: m.name.clone(),
        digest: method.digest.clone(),
        result: m.result,
        severity: m.severity,
        confidence: m.confidence,
        outcome: Outcome::Skipped,
        reason: None,
        bound_sql: None,
        parameters: Vec::new(),
        population: None,
        selection: None,
        leads: 0,
        evidence: 0,
        amount: Money::ZERO,
        pattern: false,
        seconds: 0.0,
    }
}

fn fail(report: &mut MethodRun, error: &EngineError) {
    report.outcome = Outcome::Failed;
    let text = error.to_string();
    report.reason = Some(Bilingual {
        en: text.clone(),
        zh: text,
    });
}

pub(crate) fn prepare<'a>(
    engine: &Engine,
    method: &'a Method,
    settings: &Settings<'_>,
    report: &mut MethodRun,
) -> Result<Option<Ready<'a>>, EngineError> {
    if let Some(reason) = missing(engine, method) {
        report.reason = Some(reason);
        return Ok(None);
    }
    let none = BTreeMap::new();
    let meta = &method.meta;
    let own = settings
        .engagement
        .parameters
        .get(&meta.code)
        .unwrap_or(&none);
    let gov = &settings.engagement.engagement.gov_code;
    let (bound, uses) = match parameters::resolve(method, settings.packs, gov, own) {
        Ok(bound) => bound,
        Err(Unset::Skip(reason)) => {
            report.reason = Some(reason);
            return Ok(None);
        }
        Err(Unset::Fail(message)) => return Err(EngineError::Sql(message)),
    };
    report.parameters = uses;
    let sql = bind::bind(&method.sql, &bound, meta.judged_on.as_deref())?;
    let population = Clauses::bind(method, &bound)?;
    let sql = population.judged(sql);
    report.bound_sql = Some(sql.clone());
    Ok(Some(Ready {
        method,
        sql,
        bound,
        population,
    }))
}

/// What the ledger lacks, and what to ask the auditee for.
fn missing(engine: &Engine, method: &Method) -> Option<Bilingual> {
    let has = |name: &String| engine.manifest().has(name);
    let mut lacking: Vec<Vec<&String>> = method
        .meta
        .requires
        .iter()
        .filter(|n| !has(n))
        .map(|n| vec![n])
        .collect();
    let evidence = &method.meta.evidence;
    if !has(evidence) && !method.meta.requires.contains(evidence) {
        lacking.insert(0, vec![evidence]);
    }
    lacking.extend(
        method
            .meta
            .any_of
            .iter()
            .filter(|g| !g.iter().any(has))
            .map(|g| g.iter().collect()),
    );
    if lacking.is_empty() {
        return None;
    }
    let say = |zh: bool, or: &str, and: &str| {
        let groups: Vec<String> = lacking
            .iter()
            .map(|g| {
                g.iter()
                    .map(|n| described(n, zh))
                    .collect::<Vec<_>>()
                    .join(or)
            })
            .collect();
        groups.join(and)
    };
    Some(Bilingual {
        en: format!(
            "the ledger lacks {}; ask the auditee for it",
            say(false, " or ", ", ")
        ),
        zh: format!("账套缺少{}，请向被审计单位索取", say(true, "或", "、")),
    })
}

fn described(name: &str, zh: bool) -> String {
    let (table, column) = name.split_once('.').unwrap_or((name, ""));
    let Some(t) = schema::table(table) else {
        return name.to_string();
    };
    match t.column(column) {
        _ if !zh => name.to_string(),
        Some(c) => format!("{}“{}”（{name}）", t.zh, c.zh),
        None => format!("{}（{name}）", t.zh),
    }
}

/// The same ledger, methods and parameters give the same id.
fn run_id(settings: &Settings<'_>, reports: &[MethodRun]) -> String {
    let mut parts = vec![settings.ledger_digest.clone()];
    for r in reports {
        parts.extend([
            r.code.clone(),
            r.digest.clone(),
            r.bound_sql.clone().unwrap_or_default(),
        ]);
    }
    digest::short_digest(&parts.into_iter().map(Some).collect::<Vec<_>>())
}

/// What reads most rows begins first, so that no long method is left alone at the end.
fn longest_first(engine: &Engine, ready: &mut [Ready<'_>]) {
    ready.sort_by_cached_key(|r| {
        // What does not plan reads nothing; its own run says why.
        let rows = engine.rows_scanned(&r.sql).unwrap_or_default();
        (std::cmp::Reverse(rows), r.method.meta.code.clone())
    });
}

fn execute(
    engine: &Engine,
    ready: &[Ready<'_>],
    settings: &Settings<'_>,
    run_id: &str,
    reports: &mut [MethodRun],
) -> Vec<Lead> {
    let ended = AtomicUsize::new(0);
    let mut results = side_by_side(ready, settings.jobs, |r| {
        let started = Instant::now();
        let result = one(engine, r, run_id, Effort::Usual);
        let n = ended.fetch_add(1, Ordering::SeqCst) + 1;
        (settings.progress)(n, ready.len(), &r.method.meta.code);
        let seconds = started.elapsed().as_secs_f64();
        (r.method.meta.code.clone(), result, seconds)
    });
    // A method over its share of memory is tried again alone, with the whole of it, and then so
    // that everything it holds can be spilled.
    for (code, result, seconds) in &mut results {
        let Some(again) = ready.iter().find(|r| r.method.meta.code == *code) else {
            continue;
        };
        for effort in [Effort::Usual, Effort::Frugal] {
            if matches!(result, Err(EngineError::Memory(_))) {
                let started = Instant::now();
                *result = one(engine, again, run_id, effort);
                *seconds += started.elapsed().as_secs_f64();
            }
        }
    }
    results.sort_by(|a, b| a.0.cmp(&b.0));
    let mut found = Vec::new();
    for (code, result, seconds) in results {
        let Some(report) = reports.iter_mut().find(|p| p.code == code) else {
            continue;
        };
        report.seconds = seconds;
        match result {
            Err(e) => fail(report, &e),
            Ok(done) => {
                report.outcome = if done.leads.is_empty() {
                    Outcome::Clean
                } else {
                    Outcome::Leads
                };
                report.leads = done.leads.len() as u64;
                report.evidence = done.leads.iter().map(|l| l.evidence.len() as u64).sum();
                report.amount = done.leads.iter().map(|l| l.amount).sum();
                report.pattern = done.pattern;
                report.population = Some(done.population);
                report.selection = done.selection;
                found.extend(done.leads);
            }
        }
    }
    found
}

struct Done {
    leads: Vec<Lead>,
    population: Population,
    selection: Option<Selection>,
    pattern: bool,
}

fn one(
    engine: &Engine,
    ready: &Ready<'_>,
    run_id: &str,
    effort: Effort,
) -> Result<Done, EngineError> {
    let method = ready.method;
    let values = statistic::Values::of(&ready.bound);
    let judged = statistic::judge(engine, method, &ready.sql, &values, effort)?;
    let (rows, population, selection) = match judged {
        None => {
            let rows = engine.query_with(&ready.sql, Strictness::Method, effort)?;
            let rows = graph::rows(&method.meta, rows, &ready.bound)?;
            (rows, ready.population.count(engine, method)?, None)
        }
        Some(judged) => {
            let population = judged.account(ready.population.count(engine, method)?)?;
            (judged.rows, population, Some(judged.selection))
        }
    };
    let keys: Vec<String> = leads::evidence_keys(method, &rows)?
        .into_iter()
        .filter(|(table, _)| *table == method.meta.evidence)
        .map(|(_, key)| key)
        .collect();
    let flagged = keys.len() as u64;
    let untested = ready
        .population
        .untested(engine, &Keys::new(&method.meta.code, &keys))?;
    if !untested.is_empty() {
        return Err(EngineError::Sql(format!(
            "evidence that is not among the tested rows: {}; method.sql and [population], [[exclude]] must leave out the same",
            untested.join(", ")
        )));
    }
    let leads = leads::build(engine, method, &rows, run_id)?;
    let pattern = exceeds(flagged, population.tested, &method.meta.max_flagged_share);
    Ok(Done {
        leads,
        population,
        selection,
        pattern,
    })
}

/// Below so many tested rows, one row alone is a large share and says nothing about the rule.
const PATTERN_TESTED: u64 = 30;

/// Below so many flagged rows, each can be read; whether they are a pattern is seen by reading.
const PATTERN_FLAGGED: u64 = 5;

/// flagged / tested > share, exactly, and both large enough for a share to mean something.
fn exceeds(flagged: u64, tested: u64, share: &str) -> bool {
    if tested < PATTERN_TESTED || flagged < PATTERN_FLAGGED {
        return false;
    }
    let (whole, decimals) = share.split_once('.').unwrap_or((share, ""));
    let scale = 10u128.pow(u32::try_from(decimals.len()).unwrap_or(0).min(18));
    let share: u128 = format!("{whole}{decimals}").parse().unwrap_or(0);
    u128::from(flagged) * scale > u128::from(tested) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_more_than_the_share() {
        assert!(!exceeds(10, 1000, "0.01"));
        assert!(exceeds(11, 1000, "0.01"));
        assert!(!exceeds(100, 100, "1"));
    }

    #[test]
    fn a_share_of_few_rows_is_no_pattern() {
        assert!(!exceeds(29, 29, "0.01"));
        assert!(exceeds(30, 30, "0.01"));
        assert!(!exceeds(4, 30, "0.01"));
        assert!(exceeds(5, 30, "0.01"));
        assert!(!exceeds(1, 0, "0.01"));
    }
}
