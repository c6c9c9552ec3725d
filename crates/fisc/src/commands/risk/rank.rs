//! `fisc risk rank`: subjects by what their leads may be worth.

use crate::commands::under;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Format, Origin, Show};
use crate::texts::{self, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_risk::exposure::{Exposure, exposures};
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Rank {
    /// One subject whole, with what its score is made of
    #[arg(long, value_name = "SUBJECT")]
    show: Option<String>,
    #[command(flatten)]
    output: Show,
    /// At most so many; 0 for all. Left out: 20 as a table on the terminal, else all
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Subjects of a table on the terminal.
const SCREEN: usize = 20;

pub fn run(dir: &Path, options: &Rank) -> Result<u8, Failure> {
    let mut show = options.output.clone();
    show.out = show.out.map(|path| under(dir, &path));
    show.ready()?;
    let folder = Folder::find(dir)?;
    let (leads, precision) = super::believed(&folder)?;
    let mut ranked = exposures(&leads, &precision);
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
        writeln!(out, "{}", t!("risk-more", shown = ranked.len(), all = all))?;
    }
    Ok(0)
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
