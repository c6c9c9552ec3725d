//! `fisc leads`: the leads of the last check, filtered and shown.

use super::check::severity;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Format, Origin, Show};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_model::lead::{Lead, Severity};
use std::fs;
use std::io::Write;
use std::path::Path;

#[derive(Args)]
pub struct Leads {
    /// Only of this method
    #[arg(long, value_name = "CODE")]
    method: Option<String>,
    /// Only about this subject
    #[arg(long)]
    subject: Option<String>,
    /// Only of at least this severity
    #[arg(long, value_parser = severity)]
    severity: Option<Severity>,
    /// One lead whole, with its evidence: the beginning of its id is enough
    #[arg(long, value_name = "ID")]
    show: Option<String>,
    #[command(flatten)]
    output: Show,
    /// At most so many; 0 for all. Left out: 50 as a table on the terminal, else all
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Leads of a table on the terminal.
const SCREEN: usize = 50;

/// Reads leads.jsonl.
pub fn read(folder: &Folder) -> Result<Vec<Lead>, Failure> {
    let path = folder.root.join("leads/leads.jsonl");
    let text = fs::read_to_string(&path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::Input("there are no leads yet; run fisc check first".into())
        }
        _ => Failure::io(&path)(e),
    })?;
    let parse = |(i, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|e| {
            Failure::Input(format!(
                "{} line {}: {e}; run fisc check again",
                path.display(),
                i + 1
            ))
        })
    };
    text.lines().enumerate().map(parse).collect()
}

pub fn run(dir: &Path, options: &Leads) -> Result<u8, Failure> {
    options.output.ready()?;
    let folder = Folder::find(dir)?;
    let mut leads = read(&folder)?;
    let mut out = std::io::stdout().lock();
    if let Some(id) = &options.show {
        return show(&leads, id, &mut out);
    }
    let returned = leads.len();
    if let Some(code) = &options.method {
        super::methods::one(&folder.methods()?, code)?;
    }
    leads.retain(|l| {
        options
            .method
            .as_ref()
            .is_none_or(|m| l.method.eq_ignore_ascii_case(m))
            && options.subject.as_ref().is_none_or(|s| l.subject == *s)
            && options.severity.is_none_or(|s| l.severity >= s)
    });
    leads.sort_by(|a, b| {
        (b.severity, b.amount, &a.lead_id).cmp(&(a.severity, a.amount, &b.lead_id))
    });
    let all = leads.len();
    let on_screen = options.output.format == Format::Table && options.output.out.is_none();
    match options.limit.unwrap_or(if on_screen { SCREEN } else { 0 }) {
        0 => {}
        limit => leads.truncate(limit),
    }
    let text = |s: &str| Value::Text(s.to_string());
    let columns = [
        "lead",
        "method",
        "severity",
        "subject",
        "amount",
        "days",
        "rows",
        "narrative",
    ];
    let rows = Rows {
        columns: columns.iter().map(ToString::to_string).collect(),
        rows: leads
            .iter()
            .map(|l| {
                vec![
                    text(&l.lead_id[..12.min(l.lead_id.len())]),
                    text(&l.method),
                    text(&l.severity.to_string()),
                    text(&l.subject),
                    Value::Decimal(l.amount.0, 2),
                    l.days.map_or(Value::Null, Value::Integer),
                    Value::Integer(i64::try_from(l.evidence.len()).unwrap_or(i64::MAX)),
                    text(&l.narrative.en),
                ]
            })
            .collect(),
    };
    if options.output.format == Format::Table && rows.rows.is_empty() {
        writeln!(out, "no lead matches; the last check returned {returned}")?;
        return Ok(0);
    }
    let first = leads.first();
    let about = [
        (
            "engagement".to_string(),
            folder.engagement.engagement.id.clone(),
        ),
        (
            "run".to_string(),
            first.map(|l| l.run_id.clone()).unwrap_or_default(),
        ),
        ("leads".to_string(), format!("{} of {all}", leads.len())),
    ];
    let origin = Origin {
        dates: &[],
        about: &about,
    };
    options.output.rows(&rows.columns, &rows, &origin)?;
    if options.output.for_people() && all > leads.len() {
        writeln!(out, "… {} of {all}; --limit 0 shows all", leads.len())?;
    }
    Ok(0)
}

fn show(leads: &[Lead], id: &str, out: &mut impl Write) -> Result<u8, Failure> {
    let found: Vec<&Lead> = leads.iter().filter(|l| l.lead_id.starts_with(id)).collect();
    let [lead] = found[..] else {
        return Err(Failure::Input(if found.is_empty() {
            format!("no lead begins with {id}; fisc leads --limit 0 shows all")
        } else {
            format!(
                "{} leads begin with {id}; give more of its characters",
                found.len()
            )
        }));
    };
    writeln!(out, "{}\n{}\n", lead.narrative.en, lead.narrative.zh)?;
    for (name, value) in [
        ("lead", lead.lead_id.clone()),
        (
            "method",
            format!(
                "{} ({}, severity {}, confidence {})",
                lead.method, lead.result, lead.severity, lead.confidence
            ),
        ),
        ("subject", format!("{} {}", lead.subject_kind, lead.subject)),
        ("amount", lead.amount.grouped()),
        ("days", lead.days.map(|d| d.to_string()).unwrap_or_default()),
        ("method digest", lead.method_digest.clone()),
        ("evidence digest", lead.evidence_digest.clone()),
    ] {
        writeln!(out, "{name:<16}{value}")?;
    }
    for (name, value) in &lead.details {
        writeln!(out, "  {name:<22}{value}")?;
    }
    writeln!(out)?;
    let header = ["table", "key", "source", "row", "amount"].map(str::to_string);
    let rows: Vec<Vec<String>> = lead
        .evidence
        .iter()
        .map(|e| {
            vec![
                e.table.clone(),
                e.key.clone(),
                e.source.clone(),
                e.row.to_string(),
                e.amount.grouped(),
            ]
        })
        .collect();
    output::table(&header, &rows, &[false, false, false, true, true], out)?;
    Ok(0)
}
