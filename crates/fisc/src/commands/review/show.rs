//! `fisc review show`: a finding, a document, a dispute or a lead, with what happened to it and what
//! changed since the one who asks last signed.

use super::{Desk, Signer, leads};
use crate::error::Failure;
use crate::output;
use crate::texts::{self, t};
use crate::words::{self, Line};
use clap::Args;
use fisc_model::act::Stage;
use fisc_review::findings::FindingState;
use fisc_review::stages::Signature;
use fisc_review::{Case, changes, word};
use std::io::Write;

#[derive(Args)]
pub struct Show {
    /// Its id; of a lead, the beginning is enough
    id: String,
}

pub fn run(desk: &mut Desk<'_>, signer: &Signer, options: &Show) -> Result<(), Failure> {
    // Whoever says who they are is told what changed since they signed.
    let reader = signer.person(desk).ok();
    let id = options.id.as_str();
    let mut out = std::io::stdout().lock();
    let case = desk.case()?;
    if let Some(state) = case.finding(id) {
        return finding(case, state, reader.as_deref(), &mut out);
    }
    if let Some(state) = case.document(id) {
        let mut lines = Vec::new();
        for put in &state.versions {
            let value = serde_json::to_value(&put.document).unwrap_or_default();
            let name = format!("{id}@{}", put.document.version);
            lines.push((0, name, by(put.index, &put.person)));
            fields(1, &value, &mut lines);
        }
        for served in &state.served {
            let on = t!(
                "show-served",
                auditee = &served.auditee,
                on = served.on.to_string()
            );
            let version = format!("{id}@{}", served.version);
            lines.push((
                0,
                version,
                format!("{on}  {}", by(served.index, &served.person)),
            ));
        }
        for paper in &state.papers {
            let text = t!(
                "show-sealed",
                who = &paper.sealed_by,
                on = paper.sealed_on.to_string()
            );
            let checked = match (&paper.checked, paper.agrees()) {
                (None, _) => t!("show-unchecked"),
                (Some(c), true) => t!("show-agrees", person = &c.person),
                (Some(c), false) => t!("show-differs", person = &c.person, note = &c.note),
            };
            let line = format!("{text}; {checked}  {}", by(paper.index, &paper.entered_by));
            lines.push((0, paper.scan.name.clone(), line));
        }
        return Ok(words::print(&lines, &mut out)?);
    }
    if let Some(dispute) = case.dispute(id) {
        let mut lines = vec![
            (
                0,
                words::field("finding"),
                format!("{}@{}", dispute.finding, dispute.version),
            ),
            (
                0,
                words::field("stage"),
                word(texts::lang(), "stage", &dispute.stage),
            ),
            (
                0,
                dispute.person.clone(),
                said(&dispute.text, dispute.index),
            ),
        ];
        for word in &dispute.said {
            lines.push((0, word.person.clone(), said(&word.text, word.index)));
        }
        if let Some(ruling) = &dispute.ruling {
            let text = match ruling.upheld {
                true => t!("show-upheld", reason = &ruling.reason),
                false => t!("show-overruled", reason = &ruling.reason),
            };
            lines.push((0, ruling.person.clone(), said(&text, ruling.index)));
        }
        return Ok(words::print(&lines, &mut out)?);
    }
    lead(desk, id, &mut out)
}

fn by(index: u64, person: &str) -> String {
    t!("show-by", person = person, entry = index)
}

fn said(text: &str, index: u64) -> String {
    format!("{text}  {}", t!("show-entry", entry = index))
}

fn fields(depth: usize, value: &serde_json::Value, lines: &mut Vec<Line>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        words::tell(depth, name, value, lines);
    }
}

fn finding(
    case: &Case,
    state: &FindingState,
    reader: Option<&str>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut lines = Vec::new();
    let value = serde_json::to_value(state.now()).unwrap_or_default();
    fields(0, &value, &mut lines);
    words::print(&lines, out)?;
    writeln!(out)?;
    stages(case, state, out)?;
    for voided in &state.stages.voided {
        let line = t!(
            "show-voided",
            stage = word(texts::lang(), "stage", &voided.signature.stage),
            person = &voided.signature.person,
            entry = voided.by,
            why = texts::side(&voided.why.text())
        );
        writeln!(out, "{}", output::harmless(&line))?;
    }
    if let Some(returned) = &state.stages.returned {
        let line = t!(
            "show-returned",
            stage = word(texts::lang(), "stage", &returned.stage),
            verdict = word(texts::lang(), "verdict", &returned.verdict),
            opinion = &returned.opinion
        );
        writeln!(out, "{}", output::harmless(&line))?;
    }
    if let Some(lead) = case.stale(state) {
        writeln!(out, "{}", t!("show-stale", lead = lead))?;
    }
    writeln!(out)?;
    let header = texts::parts(&t!("log-columns"));
    let rows: Vec<Vec<String>> = changes::about(case, state)
        .map(|h| {
            vec![
                h.index.to_string(),
                words::moment(&h.received),
                h.person.clone(),
                words::act(&h.act),
                words::gist(&h.act),
            ]
        })
        .collect();
    output::table(&header, &rows, &[true], out)?;
    let since = reader.and_then(|person| changes::since_signature(case, &state.id, person));
    if let Some(since) = since.filter(|s| s.signed.is_some()) {
        writeln!(out)?;
        let (entry, version) = (
            since.signed.unwrap_or(0),
            u64::from(since.version.unwrap_or(0)),
        );
        if since.fields.is_empty() {
            writeln!(out, "{}", t!("show-unchanged", entry = entry))?;
        } else {
            writeln!(
                out,
                "{}",
                t!("show-since", entry = entry, version = version)
            )?;
        }
        let mut lines = Vec::new();
        for change in &since.fields {
            let name = change.field.replace('_', "-");
            let label = match name.split_once('.') {
                None => words::field(&name),
                Some((field, part)) => format!("{} {part}", words::field(field)),
            };
            lines.push((1, label, format!("{} → {}", change.before, change.after)));
        }
        words::print(&lines, out)?;
    }
    Ok(())
}

fn stages(case: &Case, state: &FindingState, out: &mut impl Write) -> Result<(), Failure> {
    let header = texts::parts(&t!("show-stages"));
    let row = |stage: Stage| {
        let signed = |s: &Signature| {
            vec![
                s.person.clone(),
                s.signed.to_string(),
                words::moment(&s.received),
                s.index.to_string(),
                s.opinion.clone(),
            ]
        };
        let signature = state.stages.stands.get(&stage);
        // A term that was kept, or not, is no longer asked for.
        let due = match signature {
            Some(_) => None,
            None => case.stage_due(state, stage).map(|d| d.to_string()),
        };
        let open = || vec![String::new(); 5];
        let mut row = vec![
            word(texts::lang(), "stage", &stage),
            due.unwrap_or_default(),
        ];
        row.extend(signature.map_or_else(open, signed));
        row
    };
    let rows: Vec<Vec<String>> = Stage::ALL.into_iter().map(row).collect();
    Ok(output::table(&header, &rows, &[], out)?)
}

fn lead(desk: &mut Desk<'_>, id: &str, out: &mut impl Write) -> Result<(), Failure> {
    let lead = leads::one(desk.office.leads(), id)?.clone();
    crate::commands::leads::print(&lead, out)?;
    let case = desk.case()?;
    for decision in case.lead_decisions(&lead.lead_id) {
        let reason = decision
            .reason
            .map(|r| word(texts::lang(), "exclusion", &r));
        let text = [
            word(texts::lang(), "verified", &decision.outcome),
            reason.unwrap_or_default(),
            decision.amount.grouped(),
            decision.note.clone(),
            by(decision.index, &decision.person),
        ];
        let text: Vec<&str> = text
            .iter()
            .map(String::as_str)
            .filter(|t| !t.is_empty())
            .collect();
        writeln!(out, "{}", output::harmless(&text.join("  ")))?;
    }
    Ok(())
}
