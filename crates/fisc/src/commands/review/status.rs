//! `fisc review status`: how far each finding is, what is late, what was not done as the policy asks.

use super::Desk;
use crate::error::Failure;
use crate::output::{self, Format, Origin};
use crate::texts::{self, t};
use clap::Args;
use fisc_engine::{Rows, Value};
use fisc_review::Case;
use fisc_review::findings::FindingState;
use fisc_review::word;
use std::io::Write;

#[derive(Args)]
pub struct Status {
    #[command(flatten)]
    output: output::Show,
}

pub fn run(desk: &mut Desk<'_>, options: &Status) -> Result<(), Failure> {
    options.output.ready()?;
    let today = desk.today();
    let leads = desk.office.leads().len();
    let case = desk.case()?;
    let people = options.output.for_people();
    let rows = Rows {
        columns: [
            "finding", "version", "title", "amount", "next", "due", "state",
        ]
        .map(str::to_string)
        .to_vec(),
        rows: case.findings().map(|f| row(case, f, people)).collect(),
    };
    let plain = options.output.format == Format::Table && options.output.out.is_none();
    let mut out = std::io::stdout().lock();
    if plain {
        let decided = case
            .leads()
            .filter(|l| case.lead_decision(&l.lead_id).is_some());
        let decided = decided.count();
        let counted = t!("status-leads", decided = decided, all = leads);
        writeln!(out, "{counted}")?;
    }
    if !rows.rows.is_empty() || !plain {
        let titles = match people {
            true => texts::parts(&t!("status-columns")),
            false => rows.columns.clone(),
        };
        let origin = Origin {
            dates: &[],
            about: &[],
        };
        options.output.rows(&titles, &rows, &origin)?;
    }
    if !plain {
        return Ok(());
    }
    for finding in case.overdue(today) {
        let due = finding.rectification.as_ref().map(|r| r.due.to_string());
        let line = t!(
            "status-overdue",
            finding = &finding.id,
            due = due.unwrap_or_default()
        );
        writeln!(out, "{}", output::harmless(&line))?;
    }
    for (finding, stage, due) in case.undecided(today) {
        let holders: Vec<&str> = case.holders(stage.role()).map(|p| p.id.as_str()).collect();
        let line = t!(
            "status-undecided",
            finding = &finding.id,
            stage = word(texts::lang(), "stage", &stage),
            due = due.to_string(),
            people = holders.join(", ")
        );
        writeln!(out, "{}", output::harmless(&line))?;
    }
    for breach in case.breaches() {
        let line = t!(
            "status-breach",
            entry = breach.index,
            person = &breach.person,
            rule = &breach.rule,
            text = texts::side(&breach.text)
        );
        writeln!(out, "{}", output::harmless(&line))?;
    }
    let refused = case.refused().len();
    if refused > 0 {
        writeln!(out, "{}", t!("status-refused", count = refused))?;
    }
    Ok(())
}

fn row(case: &Case, finding: &FindingState, people: bool) -> Vec<Value> {
    let now = finding.now();
    let next = finding
        .stages
        .next()
        .filter(|_| finding.withdrawn.is_none());
    let said = |stage: fisc_model::act::Stage| match people {
        true => word(texts::lang(), "stage", &stage),
        false => stage.to_string(),
    };
    let due = next.and_then(|stage| case.stage_due(finding, stage));
    let state = if finding.withdrawn.is_some() {
        t!("state-withdrawn")
    } else if let Some(lead) = case.stale(finding) {
        let lead: String = lead.chars().take(12).collect();
        t!("state-stale", lead = lead)
    } else if let Some(returned) = &finding.stages.returned {
        word(texts::lang(), "verdict", &returned.verdict)
    } else if next.is_none() {
        t!("state-published")
    } else {
        String::new()
    };
    vec![
        Value::Text(now.id.clone()),
        Value::Integer(now.version.into()),
        Value::Text(texts::either(&now.title).to_string()),
        Value::Decimal(now.amount.0, 2),
        Value::Text(next.map(said).unwrap_or_default()),
        Value::Text(due.map(|d| d.to_string()).unwrap_or_default()),
        Value::Text(state),
    ]
}
