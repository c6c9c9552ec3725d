//! `fisc risk rank`: subjects by what their leads may be worth.

use super::labels;
use crate::commands::{EngineOptions, under};
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Format, Origin, Show};
use crate::texts::{self, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_model::lead::SubjectKind;
use fisc_risk::exposure::{Exposure, exposures};
use fisc_risk::ranking::quality;
use fisc_stats::sampling::Share;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Rank {
    /// One subject whole, with what its score is made of
    #[arg(long, value_name = "SUBJECT")]
    show: Option<String>,
    /// Only subjects of this kind: org, gov, payee or person
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<SubjectKind>,
    /// Measure the ranking against a CSV file of what is known to be there, with the columns subject
    /// and amount
    #[arg(long, value_name = "FILE", conflicts_with = "show")]
    labels: Option<PathBuf>,
    /// The share of all subjects that counts as the first few, as 0.05 or 5%
    #[arg(long, value_name = "SHARE", default_value = "5%", requires = "labels")]
    top: Share,
    #[command(flatten)]
    output: Show,
    /// At most so many; 0 for all. Left out: 20 as a table on the terminal, else all
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

fn kind(text: &str) -> Result<SubjectKind, String> {
    serde_json::from_value(text.into()).map_err(|_| "org, gov, payee or person".to_string())
}

/// Counting subjects takes little.
const OPTIONS: EngineOptions = EngineOptions {
    partitions: 1,
    jobs: 1,
    memory: 512,
};

/// Subjects of a table on the terminal.
const SCREEN: usize = 20;

pub fn run(dir: &Path, options: &Rank) -> Result<u8, Failure> {
    let show = options.output.under(dir);
    show.ready()?;
    let folder = Folder::find(dir)?;
    let (leads, precision) = super::believed(&folder)?;
    let mut ranked = exposures(&leads, &precision);
    ranked.retain(|e| options.kind.is_none_or(|k| e.kind == k));
    let measured = match &options.labels {
        Some(path) => Some(measure(&folder, options, &under(dir, path), &ranked)?),
        None => None,
    };
    let mut out = std::io::stdout().lock();
    if let Some(subject) = &options.show {
        let Some(found) = ranked.iter().find(|e| e.subject == *subject) else {
            return Err(Failure::Input(t!("risk-no-subject", subject = subject)));
        };
        writeln!(out, "{}", sentence(found))?;
        for part in &found.parts {
            writeln!(out, "  {}", texts::side(&part.sentence()))?;
        }
        return Ok(0);
    }
    let all = ranked.len();
    let on_screen = show.format == Format::Table && show.out.is_none();
    match options.limit.unwrap_or(if on_screen { SCREEN } else { 0 }) {
        0 => {}
        limit => ranked.truncate(limit),
    }
    if on_screen && ranked.is_empty() {
        writeln!(out, "{}", t!("risk-none"))?;
        return Ok(0);
    }
    drop(out);
    let rows = rows(&ranked, show.for_people());
    let titles = match show.for_people() {
        true => texts::parts(&t!("risk-columns")),
        false => rows.columns.clone(),
    };
    let about = [(
        t!("book-engagement"),
        folder.engagement.engagement.id.clone(),
    )];
    let origin = Origin {
        dates: &[],
        about: &about,
    };
    show.rows(&titles, &rows, &origin)?;
    if on_screen {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", t!("risk-more", shown = ranked.len(), all = all))?;
        if let Some(measured) = measured {
            writeln!(out, "{measured}")?;
        }
    }
    Ok(0)
}

/// How the ranking did against the labels, in words.
fn measure(
    folder: &Folder,
    options: &Rank,
    path: &Path,
    ranked: &[Exposure],
) -> Result<String, Failure> {
    let labels = labels::read(path)?;
    let temp = folder.temp()?;
    let engine = folder.engine(&OPTIONS, temp.path())?;
    let population = labels::population(&engine, options.kind)?;
    let mut subjects: Vec<String> = Vec::with_capacity(ranked.len());
    for e in ranked {
        // One code may name subjects of two kinds; its better place counts.
        if !subjects.contains(&e.subject) {
            subjects.push(e.subject.clone());
        }
    }
    let one = u128::from(fisc_risk::settings::ONE);
    let top = u128::from(options.top.over()) * one / u128::from(options.top.under()).max(1);
    let top = u32::try_from(top).unwrap_or(fisc_risk::settings::ONE);
    Ok(labels::said(
        &quality(&subjects, population, &labels, top),
        top,
    ))
}

/// A probability for people, with one decimal.
fn percent(probability: f64) -> String {
    format!("{:.1} %", probability * 100.0)
}

fn sentence(e: &Exposure) -> String {
    t!(
        "risk-subject",
        subject = output::harmless(&e.subject),
        kind = texts::word("subject", &e.kind),
        likelihood = percent(e.likelihood),
        expected = e.expected.grouped(),
        amount = e.amount.grouped(),
        severity = texts::word("severity", &e.severity)
    )
}

fn rows(ranked: &[Exposure], for_people: bool) -> Rows {
    let columns = [
        "place",
        "subject",
        "kind",
        "likelihood",
        "expected",
        "amount",
        "severity",
        "methods",
    ];
    let text = |s: &str| Value::Text(s.to_string());
    let row = |(n, e): (usize, &Exposure)| {
        let methods: Vec<&str> = e.parts.iter().map(|p| p.method.as_str()).collect();
        let (kind, severity) = match for_people {
            true => (
                texts::word("subject", &e.kind),
                texts::word("severity", &e.severity),
            ),
            false => (e.kind.to_string(), e.severity.to_string()),
        };
        vec![
            Value::Integer(i64::try_from(n + 1).unwrap_or(i64::MAX)),
            text(&e.subject),
            Value::Text(kind),
            // Twelve digits for programs, one decimal for people.
            match for_people {
                true => Value::Text(percent(e.likelihood)),
                false => Value::Text(e.likelihood.to_string()),
            },
            Value::Decimal(e.expected.0, 2),
            Value::Decimal(e.amount.0, 2),
            Value::Text(severity),
            Value::Text(methods.join(" ")),
        ]
    };
    Rows {
        columns: columns.map(str::to_string).to_vec(),
        rows: ranked.iter().enumerate().map(row).collect(),
    }
}
