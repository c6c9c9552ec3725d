//! `fisc leads`: the leads of the last check, filtered and shown.

use super::check::severity;
use crate::engagement::Folder;
use crate::error::Failure;
use crate::output::{self, Format, Origin, Show};
use crate::texts::{self, t};
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
        std::io::ErrorKind::NotFound => Failure::Input(t!("leads-none-yet")),
        _ => Failure::io(&path)(e),
    })?;
    let parse = |(i, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|e| {
            Failure::Input(t!(
                "leads-broken",
                path = path.display(),
                line = i + 1,
                error = e.to_string()
            ))
        })
    };
    text.lines().enumerate().map(parse).collect()
}

pub fn run(dir: &Path, options: &Leads) -> Result<u8, Failure> {
    let output = options.output.under(dir);
    output.ready()?;
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
    let on_screen = output.format == Format::Table && output.out.is_none();
    match options.limit.unwrap_or(if on_screen { SCREEN } else { 0 }) {
        0 => {}
        limit => leads.truncate(limit),
    }
    let rows = as_rows(&leads, output.for_people());
    if output.format == Format::Table && rows.rows.is_empty() {
        writeln!(out, "{}", t!("leads-no-match", count = returned))?;
        return Ok(0);
    }
    let first = leads.first();
    let about = [
        (
            t!("book-engagement"),
            folder.engagement.engagement.id.clone(),
        ),
        (
            t!("book-run"),
            first.map(|l| l.run_id.clone()).unwrap_or_default(),
        ),
        (
            t!("book-leads"),
            t!("leads-of", shown = leads.len(), all = all),
        ),
    ];
    let origin = Origin {
        dates: &[],
        about: &about,
    };
    let titles = if output.for_people() {
        texts::parts(&t!("leads-columns"))
    } else {
        rows.columns.clone()
    };
    output.rows(&titles, &rows, &origin)?;
    if output.for_people() && all > leads.len() {
        writeln!(out, "{}", t!("leads-more", shown = leads.len(), all = all))?;
    }
    Ok(0)
}

/// The leads as rows: people read the words of their language, programs the words of the files
/// and the narrative in both languages.
fn as_rows(leads: &[Lead], for_people: bool) -> Rows {
    let text = |s: &str| Value::Text(s.to_string());
    let mut columns = vec![
        "lead",
        "method",
        "severity",
        "subject",
        "amount",
        "days",
        "rows",
        "narrative",
    ];
    if !for_people {
        columns.push("narrative_zh");
    }
    let row = |l: &Lead| {
        let mut row = vec![
            text(&l.lead_id[..12.min(l.lead_id.len())]),
            text(&l.method),
            if for_people {
                Value::Text(texts::word("severity", &l.severity))
            } else {
                text(&l.severity.to_string())
            },
            text(&l.subject),
            Value::Decimal(l.amount.0, 2),
            l.days.map_or(Value::Null, Value::Integer),
            Value::Integer(i64::try_from(l.evidence.len()).unwrap_or(i64::MAX)),
        ];
        if for_people {
            row.push(text(texts::side(&l.narrative)));
        } else {
            row.extend([text(&l.narrative.en), text(&l.narrative.zh)]);
        }
        row
    };
    Rows {
        columns: columns.iter().map(ToString::to_string).collect(),
        rows: leads.iter().map(row).collect(),
    }
}

fn show(leads: &[Lead], id: &str, out: &mut impl Write) -> Result<u8, Failure> {
    let found: Vec<&Lead> = leads.iter().filter(|l| l.lead_id.starts_with(id)).collect();
    let [lead] = found[..] else {
        return Err(Failure::Input(match found.len() {
            0 => t!("leads-no-such", id = id),
            many => t!("leads-many-such", id = id, count = many),
        }));
    };
    print(lead, out)?;
    Ok(0)
}

/// One lead, whole.
pub fn print(lead: &Lead, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "{}\n", output::harmless(texts::side(&lead.narrative)))?;
    let labels = texts::parts(&t!("lead-labels"));
    let values = [
        lead.lead_id.clone(),
        t!(
            "lead-method",
            code = &lead.method,
            result = texts::word("result", &lead.result),
            severity = texts::word("severity", &lead.severity),
            confidence = texts::word("confidence", &lead.confidence)
        ),
        format!(
            "{} {}",
            texts::word("subject", &lead.subject_kind),
            lead.subject
        ),
        lead.amount.grouped(),
        lead.days.map(|d| d.to_string()).unwrap_or_default(),
        lead.method_digest.clone(),
        lead.evidence_digest.clone(),
    ];
    let widest = labels.iter().map(|l| output::width(l)).max().unwrap_or(0);
    for (label, value) in labels.iter().zip(values) {
        let pad = " ".repeat(widest - output::width(label));
        writeln!(out, "{label}{pad} {}", output::harmless(&value))?;
    }
    for (name, value) in &lead.details {
        writeln!(out, "  {name:<22}{}", output::harmless(value))?;
    }
    writeln!(out)?;
    let header = texts::parts(&t!("lead-columns"));
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
    Ok(())
}
