//! `fisc sample evaluate`: what the examined items say about the population.

use super::audited::{self, Found};
use super::plan::distribution;
use super::selection::{Item, Selection};
use crate::commands::under;
use crate::error::Failure;
use crate::output::Format;
use crate::texts::{self, t};
use clap::Args;
use fisc_model::Money;
use fisc_stats::sampling::evaluate::classical::{self, Estimator, estimate, limits};
use fisc_stats::sampling::evaluate::units::{Examined, Rule, misstatement};
use fisc_stats::sampling::{Distribution, Share, limit};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Evaluate {
    /// The selection that was examined
    selection: PathBuf,
    /// What was found: CSV or xlsx with the columns key and audited, or key and deviation
    #[arg(long, value_name = "FILE")]
    audited: PathBuf,
    /// As 0.95 or 95%
    #[arg(long, value_name = "SHARE")]
    confidence: Share,
    /// For deviations: binomial, hypergeometric or poisson
    #[arg(long, default_value = "binomial", value_parser = distribution)]
    distribution: Distribution,
    /// For monetary units: stringer, cell or incremental
    #[arg(long, default_value = "stringer", value_parser = rule)]
    rule: Rule,
    /// For amounts of whole items: mean-per-unit, difference, ratio or regression
    #[arg(long, default_value = "difference", value_parser = estimator)]
    estimator: Estimator,
    /// The tolerable rate, or amount: then the answer says whether it holds
    #[arg(long)]
    tolerable: Option<String>,
    /// table or json
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn rule(text: &str) -> Result<Rule, String> {
    Rule::named(text).ok_or_else(|| "stringer, cell or incremental".into())
}

fn estimator(text: &str) -> Result<Estimator, String> {
    Estimator::named(text).ok_or_else(|| "mean-per-unit, difference, ratio or regression".into())
}

/// An answer in words and for programs.
struct Answer {
    said: String,
    json: Value,
}

pub fn run(dir: &Path, options: &Evaluate) -> Result<u8, Failure> {
    if !matches!(options.format, Format::Table | Format::Json) {
        return Err(Failure::Input(t!("sample-plan-format")));
    }
    let (selection, _) = Selection::read(&under(dir, &options.selection))?;
    let path = under(dir, &options.audited);
    let found = audited::read(&path)?;
    let items = || {
        selection
            .exceptions
            .iter()
            .chain(&selection.certain)
            .chain(&selection.drawn)
    };
    let keys: BTreeMap<&str, ()> = items().map(|i| (i.key.as_str(), ())).collect();
    let missing: Vec<&str> = keys
        .keys()
        .copied()
        .filter(|k| !found.contains_key(*k))
        .collect();
    if let Some(first) = missing.first() {
        let (count, first) = (missing.len(), *first);
        let path = path.display();
        return Err(Failure::Input(t!(
            "sample-missing",
            path = path,
            count = count,
            first = first
        )));
    }
    if let Some(strange) = found.keys().find(|k| !keys.contains_key(k.as_str())) {
        let path = path.display();
        return Err(Failure::Input(t!(
            "sample-strange",
            path = path,
            key = strange
        )));
    }
    let deviations = found.values().any(|f| matches!(f, Found::Deviation(_)));
    let answer = match (deviations, selection.ask.interval) {
        (true, Some(_)) => return Err(Failure::Input(t!("sample-units-amounts"))),
        (true, None) => rate(options, &selection, &found)?,
        (false, Some(interval)) => money(options, &selection, &found, interval)?,
        (false, None) => amounts(options, &selection, &found)?,
    };
    let mut out = std::io::stdout().lock();
    if options.format == Format::Json {
        writeln!(out, "{}", answer.json)?;
    } else {
        writeln!(out, "{}", answer.said)?;
    }
    Ok(0)
}

fn deviates(found: &BTreeMap<String, Found>, item: &Item) -> bool {
    matches!(found.get(&item.key), Some(Found::Deviation(true)))
}

fn should_be(found: &BTreeMap<String, Found>, item: &Item) -> Money {
    match found.get(&item.key) {
        Some(Found::Amount(amount)) => *amount,
        _ => item.amount,
    }
}

/// A share for people: percent with two decimals, from 12 digits.
fn percent(rate: f64) -> String {
    format!("{:.2} %", rate * 100.0)
}

fn rate(
    options: &Evaluate,
    selection: &Selection,
    found: &BTreeMap<String, Found>,
) -> Result<Answer, Failure> {
    let n = selection.drawn.len() as u64;
    let k = selection
        .drawn
        .iter()
        .filter(|i| deviates(found, i))
        .count() as u64;
    let certain = selection
        .exceptions
        .iter()
        .filter(|i| deviates(found, i))
        .count() as u64;
    let rows = selection.population.rows;
    let upper = limit::upper(options.distribution, n, k, options.confidence, Some(rows))?;
    let tolerable: Option<Share> = options.tolerable.as_deref().map(str::parse).transpose()?;
    let holds = tolerable.map(|t| upper.rate <= t.value());
    let mut said = t!(
        "sample-rate",
        n = n,
        k = k,
        upper = percent(upper.rate),
        confidence = options.confidence.to_string(),
        distribution = texts::word("distribution", &options.distribution.name()),
        rows = rows,
        certain = certain,
        exceptions = selection.exceptions.len()
    );
    conclude(&mut said, holds);
    let json = json!({
        "schema_version": 1, "kind": "rate", "distribution": options.distribution.name(),
        "confidence": options.confidence.to_string(), "population": rows, "n": n, "k": k,
        "upper_limit": upper.rate, "upper_limit_items": upper.items, "exceptions": selection.exceptions.len(),
        "exceptions_deviating": certain, "seed": selection.ask.seed, "holds": holds,
    });
    Ok(Answer { said, json })
}

fn conclude(said: &mut String, holds: Option<bool>) {
    match holds {
        Some(true) => said.push_str(&format!("\n{}", t!("sample-holds"))),
        Some(false) => said.push_str(&format!("\n{}", t!("sample-holds-not"))),
        None => {}
    }
}

/// What is projected is an estimate in cents with 12 digits; people read it as an amount.
fn estimated(cents: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "an estimate, rounded to whole cents"
    )]
    Money(cents.round() as i128).grouped()
}

fn tolerable_amount(options: &Evaluate) -> Result<Option<Money>, Failure> {
    let read = |text: &String| {
        Money::parse(text).map_err(|e| {
            let error = e.to_string();
            Failure::Input(t!(
                "sample-amount",
                name = "--tolerable",
                text = text,
                error = error
            ))
        })
    };
    options.tolerable.as_ref().map(read).transpose()
}

/// Wrong in the stratum of which nothing is left out: known, and projected nowhere.
fn known(selection: &Selection, found: &BTreeMap<String, Found>) -> Money {
    selection
        .exceptions
        .iter()
        .map(|i| i.amount - should_be(found, i))
        .sum()
}

fn money(
    options: &Evaluate,
    selection: &Selection,
    found: &BTreeMap<String, Found>,
    interval: Money,
) -> Result<Answer, Failure> {
    let examined = |certain: bool| {
        move |i: &Item| Examined {
            book: i.amount.0,
            audited: should_be(found, i).0,
            hits: i.hits.unwrap_or(0),
            certain,
        }
    };
    let mut items: Vec<Examined> = selection.certain.iter().map(examined(true)).collect();
    items.extend(selection.drawn.iter().map(examined(false)));
    let n = selection.units.unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "an interval enters an estimate")]
    let step = interval.0 as f64;
    let one = |over| misstatement(options.rule, &items, over, step, n, options.confidence);
    let (over, under) = (one(true)?, one(false)?);
    let known = known(selection, found);
    let tolerable = tolerable_amount(options)?;
    #[expect(clippy::cast_precision_loss, reason = "compared with an estimate")]
    let holds = tolerable.map(|t| over.upper + known.0.max(0) as f64 <= t.0 as f64);
    let mut said = t!(
        "sample-money",
        rule = options.rule.name(),
        confidence = options.confidence.to_string(),
        units = n,
        taints = over.taints,
        certain = Money(over.known).grouped(),
        projected = estimated(over.projected),
        upper = estimated(over.upper),
        under = estimated(under.upper),
        known = known.grouped()
    );
    conclude(&mut said, holds);
    let side = |m: &fisc_stats::sampling::evaluate::units::Misstatement| {
        json!({ "known": Money(m.known), "projected_cents": m.projected, "basic_cents": m.basic,
            "incremental_cents": m.incremental, "upper_limit_cents": m.upper, "taints": m.taints })
    };
    let json = json!({
        "schema_version": 1, "kind": "monetary_unit", "rule": options.rule.name(),
        "confidence": options.confidence.to_string(), "interval": interval, "units": n,
        "overstatement": side(&over), "understatement": side(&under), "exceptions_misstated": known,
        "seed": selection.ask.seed, "holds": holds,
    });
    Ok(Answer { said, json })
}

fn amounts(
    options: &Evaluate,
    selection: &Selection,
    found: &BTreeMap<String, Found>,
) -> Result<Answer, Failure> {
    let pairs: Vec<(i128, i128)> = selection
        .drawn
        .iter()
        .map(|i| (i.amount.0, should_be(found, i).0))
        .collect();
    let sample = classical::Sample {
        items: selection.population.rows,
        book: selection.population.amount.0,
        examined: &pairs,
    };
    let one = estimate(options.estimator, &sample)?;
    let all = limits(std::slice::from_ref(&one), options.confidence)?;
    let known = known(selection, found);
    let tolerable = tolerable_amount(options)?;
    #[expect(clippy::cast_precision_loss, reason = "compared with an estimate")]
    let holds = tolerable.map(|t| {
        let (t, known) = (t.0 as f64, known.0 as f64);
        all.upper + known <= t && all.lower + known >= -t
    });
    let mut said = t!(
        "sample-amounts",
        estimator = options.estimator.name(),
        confidence = options.confidence.to_string(),
        n = pairs.len(),
        differing = one.differing,
        misstatement = estimated(all.misstatement),
        lower = estimated(all.lower),
        upper = estimated(all.upper),
        known = known.grouped()
    );
    conclude(&mut said, holds);
    let json = json!({
        "schema_version": 1, "kind": "classical", "estimator": options.estimator.name(),
        "confidence": options.confidence.to_string(), "n": pairs.len(), "differing": one.differing,
        "misstatement_cents": all.misstatement, "lower_limit_cents": all.lower,
        "upper_limit_cents": all.upper, "exceptions_misstated": known,
        "seed": selection.ask.seed, "holds": holds,
    });
    Ok(Answer { said, json })
}
