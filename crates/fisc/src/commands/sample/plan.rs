//! `fisc sample plan`: the size of a sample, for attributes or for monetary units.

use crate::error::Failure;
use crate::output::Format;
use crate::texts::{self, t};
use clap::Args;
use fisc_model::Money;
use fisc_stats::sampling::plan::{Allowed, Question, attributes};
use fisc_stats::sampling::risk::{Risks, detection};
use fisc_stats::sampling::{Distribution, Share, decimal, monetary};
use serde::Serialize;
use std::io::Write;

#[derive(Args)]
pub struct Plan {
    /// binomial, hypergeometric (needs --population) or poisson
    #[arg(long, default_value = "binomial", value_parser = distribution, conflicts_with = "book")]
    distribution: Distribution,
    /// As 0.95 or 95%; or left out, and the audit risk model gives it
    #[arg(
        long,
        value_name = "SHARE",
        required_unless_present = "audit_risk",
        conflicts_with = "audit_risk"
    )]
    confidence: Option<Share>,
    /// The rate of deviation that is still tolerable; with --book, the amount of misstatement
    #[arg(long)]
    tolerable: String,
    /// The rate, or amount, that is expected
    #[arg(long, default_value = "0")]
    expected: String,
    /// Items of the population
    #[arg(long, value_name = "N")]
    population: Option<u64>,
    /// Book value of the population: plan for monetary units
    #[arg(long, value_name = "AMOUNT")]
    book: Option<String>,
    /// Expansion factor for the expected misstatement, as 1.6; left out: the printed one
    #[arg(long, value_name = "FACTOR", requires = "book")]
    expansion: Option<String>,
    /// The audit risk that is accepted, as 0.05: the confidence is 1 − AR / (IR · CR · AP)
    #[arg(long, value_name = "SHARE")]
    audit_risk: Option<Share>,
    /// Inherent risk, for --audit-risk
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "1",
        requires = "audit_risk"
    )]
    inherent: Share,
    /// Control risk, for --audit-risk
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "1",
        requires = "audit_risk"
    )]
    control: Share,
    /// Risk that analytical procedures miss it, for --audit-risk
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "1",
        requires = "audit_risk"
    )]
    analytical: Share,
    /// table or json
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

pub fn distribution(text: &str) -> Result<Distribution, String> {
    Distribution::named(text).ok_or_else(|| "binomial, hypergeometric or poisson".into())
}

/// What a program reads; n and k first, since everybody asks for them.
#[derive(Serialize)]
struct Answer {
    n: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    k: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<Money>,
    distribution: String,
    confidence: String,
    tolerable: String,
    expected: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expansion: Option<String>,
    schema_version: u32,
}

pub fn run(options: &Plan) -> Result<u8, Failure> {
    if !matches!(options.format, Format::Table | Format::Json) {
        return Err(Failure::Input(t!("sample-plan-format")));
    }
    let mut out = std::io::stdout().lock();
    let Some(confidence) = confidence(options)? else {
        writeln!(out, "{}", t!("sample-no-test"))?;
        return Ok(0);
    };
    let answer = match &options.book {
        Some(book) => units(options, book, confidence)?,
        None => items(options, confidence)?,
    };
    if options.format == Format::Json {
        let text = serde_json::to_string(&answer).map_err(|e| Failure::Failed(e.to_string()))?;
        writeln!(out, "{text}")?;
        return Ok(0);
    }
    let said = match (&answer.k, answer.interval) {
        (_, Some(interval)) => t!(
            "sample-units",
            n = answer.n,
            interval = interval.grouped(),
            confidence = &answer.confidence,
            factor = answer.factor.as_deref().unwrap_or_default(),
            expansion = answer.expansion.as_deref().unwrap_or_default()
        ),
        (k, _) => t!(
            "sample-items",
            n = answer.n,
            k = k.as_ref().map(shown).unwrap_or_default(),
            distribution = texts::word("distribution", &answer.distribution),
            confidence = &answer.confidence,
            tolerable = &answer.tolerable
        ),
    };
    writeln!(out, "{said}")?;
    Ok(0)
}

fn shown(k: &serde_json::Value) -> String {
    k.as_str().map_or_else(|| k.to_string(), str::to_string)
}

/// As given, or what the audit risk model leaves; nothing where it asks for no test of details.
fn confidence(options: &Plan) -> Result<Option<Share>, Failure> {
    let Some(audit) = options.audit_risk else {
        return Ok(options.confidence);
    };
    let risks = Risks {
        audit,
        inherent: options.inherent,
        control: options.control,
        analytical: options.analytical,
    };
    Ok(detection(risks)?.map(Share::rest))
}

fn items(options: &Plan, confidence: Share) -> Result<Answer, Failure> {
    let question = Question {
        distribution: options.distribution,
        confidence,
        tolerable: options.tolerable.parse()?,
        expected: options.expected.parse()?,
        population: options.population,
    };
    let plan = attributes(&question)?;
    let k = match plan.k {
        Allowed::Items(k) => k.into(),
        Allowed::Fraction { .. } => plan.k.to_string().into(),
    };
    Ok(Answer {
        n: plan.n,
        k: Some(k),
        interval: None,
        distribution: options.distribution.name().into(),
        confidence: confidence.to_string(),
        tolerable: question.tolerable.to_string(),
        expected: question.expected.to_string(),
        population: options.population,
        factor: None,
        expansion: None,
        schema_version: 1,
    })
}

fn units(options: &Plan, book: &str, confidence: Share) -> Result<Answer, Failure> {
    let amount = |name: &str, text: &str| {
        Money::parse(text).map_err(|e| {
            let error = e.to_string();
            Failure::Input(t!("sample-amount", name = name, text = text, error = error))
        })
    };
    let expansion = match &options.expansion {
        Some(text) => {
            let factor = amount("--expansion", text)?;
            let hundredths = u64::try_from(factor.0).ok().filter(|f| *f > 0);
            Some(hundredths.ok_or_else(|| Failure::Input(t!("sample-expansion", text = text)))?)
        }
        None => None,
    };
    let question = monetary::Question {
        book: amount("--book", book)?.0,
        tolerable: amount("--tolerable", &options.tolerable)?.0,
        expected: amount("--expected", &options.expected)?.0,
        confidence,
        expansion,
    };
    let plan = monetary::plan(&question)?;
    Ok(Answer {
        n: plan.n,
        k: None,
        interval: Some(Money(plan.interval)),
        distribution: Distribution::Poisson.name().into(),
        confidence: confidence.to_string(),
        tolerable: Money(question.tolerable).to_string(),
        expected: Money(question.expected).to_string(),
        population: None,
        factor: Some(decimal(plan.factor.into(), 100)),
        expansion: Some(decimal(plan.expansion.into(), 100)),
        schema_version: 1,
    })
}
